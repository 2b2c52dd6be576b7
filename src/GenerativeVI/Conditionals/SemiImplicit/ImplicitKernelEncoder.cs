using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|x) = ∫ q(z|ψ) q(ψ|x) dψ with ψ of a known density and z = g(ε, ψ): explicit mixing under an implicit kernel, the reverse of
/// <see cref="SemiImplicitEncoder{TMixing}"/>. A classifier, a kernel regression or a denoising autoencoder finds its log-ratio.
/// </summary>
/// <typeparam name="TMixing">The type of q(ψ|x).</typeparam>
public sealed class ImplicitKernelEncoder<TMixing> : nn.Module, IConditional<ExplicitMixing<TMixing>>
    where TMixing : IDistribution
{
    private readonly IConditional<TMixing> mixing;
    private readonly IConditional<IReparameterized> kernel;

    /// <summary>An encoder of its parts, which it owns from now on.</summary>
    /// <param name="mixing">q(ψ|x), given x.</param>
    /// <param name="kernel">q(z|ψ, x), given ψ as the value and x as the context, such as a <see cref="NoiseMixing"/> of ψ.</param>
    public ImplicitKernelEncoder(IConditional<TMixing> mixing, IConditional<IReparameterized> kernel)
        : base(nameof(ImplicitKernelEncoder<>))
    {
        (this.mixing, this.kernel) = (mixing, kernel);
        RegisterComponents();
    }

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B].</returns>
    public ExplicitMixing<TMixing> At(Inputs inputs) =>
        new(mixing.At(inputs), psi => kernel.At(inputs with { Value = psi, Context = inputs.Value }));
}
