using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>p(z) = Σ_k π_k N(μ_k, diag σ_k²) with everything learned: the means begin as draws of N(0, I), the scales at 1, the weights equal.</summary>
public sealed class MixturePrior : nn.Module, IConditional<NormalMixture>
{
    private readonly Parameter logits;
    private readonly Parameter mean;
    private readonly Parameter logScale;

    /// <summary>A mixture.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="latent">The dimension of z, at least 1.</param>
    /// <param name="random">The stream of the first means.</param>
    /// <param name="dtype">The type of the parameters; float32 by default.</param>
    public MixturePrior(long components, long latent, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(MixturePrior))
    {
        if (components < 1) throw new ArgumentOutOfRangeException(nameof(components), $"components: expected at least 1, got {components}.");
        (logits = new Parameter(zeros(components, dtype: dtype, device: random.Device))).DetachFromDisposeScope();
        (mean = new Parameter(random.Normal([components, latent], dtype))).DetachFromDisposeScope();
        (logScale = new Parameter(zeros(components, latent, dtype: dtype, device: random.Device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The mixture, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    public NormalMixture At(Inputs inputs) => NormalMixture.FromLogScale(logits, mean, logScale);
}
