using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|x) = ∫ q(z|ψ, x) q(ψ|x) dψ of two conditionals. With the noise network in the mixing, ψ = g(ε, x), this is SIVI's amortized posterior and the mixing is implicit; with ψ := ε and
/// the network inside the kernel it is that of hierarchical models and IWHVI, whose mixing is explicit. Both are the same family of q(z|x).
/// </summary>
/// <typeparam name="TMixing">The type of q(ψ|x).</typeparam>
public sealed class SemiImplicitEncoder<TMixing> : nn.Module, IConditional<SemiImplicit<TMixing>>
    where TMixing : ISampler
{
    private readonly IConditional<TMixing> mixing;
    private readonly IConditional<IDistribution> kernel;

    /// <summary>An encoder of its parts, which it owns from now on.</summary>
    /// <param name="mixing">q(ψ|x), given x.</param>
    /// <param name="kernel">q(z|ψ, x), given ψ as the value and x as the context.</param>
    public SemiImplicitEncoder(IConditional<TMixing> mixing, IConditional<IDistribution> kernel)
        : base(nameof(SemiImplicitEncoder<>))
    {
        (this.mixing, this.kernel) = (mixing, kernel);
        RegisterComponents();
    }

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B].</returns>
    public SemiImplicit<TMixing> At(Inputs inputs)
    {
        var context = inputs with { Context = inputs.Value };
        return new(mixing.At(inputs), (kernel as IContextual<IDistribution>)?.Given(context) ?? (psi => kernel.At(context with { Value = psi })), inputs.Value.shape[..^1]);
    }
}
