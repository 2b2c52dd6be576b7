using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The numbers of another likelihood of counts, and behind them the logit of a zero of its own cause.
/// </summary>
/// <typeparam name="TCounts">The family of the counts without these zeros.</typeparam>
public sealed class ZeroInflatedOutput<TCounts> : CountOutput<ZeroInflated<TCounts>>
    where TCounts : IFactorized, IDiscrete
{
    private readonly CountOutput<TCounts> counts;

    /// <summary>An output layer.</summary>
    /// <param name="counts">That of the counts; owned from now on.</param>
    public ZeroInflatedOutput(CountOutput<TCounts> counts)
        : base(nameof(ZeroInflatedOutput<>))
    {
        this.counts = counts;
        RegisterComponents();
    }

    /// <summary>One more than the counts have.</summary>
    public override long PerElement => counts.PerElement + 1;

    /// <inheritdoc/>
    public override ZeroInflated<TCounts> Of(IReadOnlyList<Tensor> blocks) =>
        new(blocks[^1], counts.Of([.. blocks.SkipLast(1)]));
}
