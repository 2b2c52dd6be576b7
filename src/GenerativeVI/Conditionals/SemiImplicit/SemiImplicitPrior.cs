using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>p(z) = ∫ p(z|ζ) p(ζ) dζ, the same for every row: a semi-implicit prior (Molchanov+ 2019). Its mixing may be implicit, and learned.</summary>
/// <typeparam name="TMixing">The type of p(ζ), without a batch axis.</typeparam>
public sealed class SemiImplicitPrior<TMixing> : nn.Module, IConditional<SemiImplicit<TMixing>>
    where TMixing : ISampler
{
    private readonly IConditional<TMixing> mixing;
    private readonly IConditional<IDistribution> kernel;

    /// <summary>A prior of its parts, which it owns from now on.</summary>
    /// <param name="mixing">p(ζ); it ignores its inputs.</param>
    /// <param name="kernel">p(z|ζ), given ζ as the value and no context.</param>
    public SemiImplicitPrior(IConditional<TMixing> mixing, IConditional<IDistribution> kernel)
        : base(nameof(SemiImplicitPrior<>))
    {
        (this.mixing, this.kernel) = (mixing, kernel);
        RegisterComponents();
    }

    /// <summary>The prior, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at by a mixing distribution without a batch axis.</param>
    /// <returns>Batch shape [].</returns>
    public SemiImplicit<TMixing> At(Inputs inputs) => new(mixing.At(inputs), zeta => kernel.At(new Inputs(zeta)));
}
