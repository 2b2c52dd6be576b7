using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Dropout on a stream of its own: in training each element is zeroed with probability p and the others divided by 1 − p; else nothing happens (Srivastava+ 2014).</summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    private readonly double rate;
    private readonly RandomStream random;

    /// <summary>A dropout layer.</summary>
    /// <param name="rate">p in [0, 1).</param>
    /// <param name="random">The stream of its masks: split from the run's, so that a checkpoint holds its state.</param>
    public Dropout(double rate, RandomStream random)
        : base(nameof(Dropout))
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), $"dropout: expected at least 0 and below 1, got {rate}.");
        (this.rate, this.random) = (rate, random);
        RegisterComponents();
    }

    /// <summary>p, the probability that an element becomes 0, at least 0 and below 1.</summary>
    public double Rate => rate;

    /// <summary>The input, thinned out while training.</summary>
    /// <param name="input">Any shape.</param>
    public override Tensor forward(Tensor input) =>
        training && rate > 0 ? input * random.Bernoulli(full_like(input, 1 - rate)).div_(1 - rate) : input.alias();
}
