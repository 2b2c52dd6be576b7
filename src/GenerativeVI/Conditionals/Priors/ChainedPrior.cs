using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>p(z) = p(z₂) p(z₁|z₂) over two levels of latents, [z₂, z₁]; any prior may stand at the top.</summary>
public sealed class ChainedPrior : nn.Module, IConditional<Chained>
{
    private readonly IConditional<IDistribution> top;
    private readonly IConditional<IDistribution> bottom;
    private readonly long topDimension;

    /// <summary>A prior of two levels.</summary>
    /// <param name="top">p(z₂); owned from now on.</param>
    /// <param name="bottom">p(z₁|z₂); owned from now on.</param>
    /// <param name="topDimension">The dimension of z₂, at least 1.</param>
    public ChainedPrior(IConditional<IDistribution> top, IConditional<IDistribution> bottom, long topDimension)
        : base(nameof(ChainedPrior))
    {
        (this.top, this.bottom, this.topDimension) = (top, bottom, topDimension);
        RegisterComponents();
    }

    /// <summary>The prior of both levels.</summary>
    /// <param name="inputs">What both conditionals see beside z₂; nothing but a label, usually.</param>
    public Chained At(Inputs inputs) => Chained.Of(top.At(inputs), z => bottom.At(inputs with { Value = z }), topDimension);
}
