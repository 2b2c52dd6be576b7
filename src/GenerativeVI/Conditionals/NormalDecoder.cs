using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(x|z) = N(μ(z), diag σ²). A scale that may shrink to nothing makes the likelihood unbounded, so σ is bounded below smoothly: with a free parameter s,
/// log σ = log σ_min + softplus(s − log σ_min), which is s well above the bound and never falls under it.
/// </summary>
public sealed class NormalDecoder : nn.Module, IConditional<Normal>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Precision precision;
    private readonly Linear mean;
    private readonly Linear? scale;
    private readonly Parameter? logScale;
    private readonly double bound;
    private readonly double? constant;

    /// <summary>A decoder.</summary>
    /// <param name="body">From [..., latent] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="dimension">D, the elements of x.</param>
    /// <param name="spread">How σ is learned; it starts near 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="minimumScale">σ_min > 0, in the units of x.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the last layer's products; the body has its own.</param>
    /// <param name="fixedScale">σ with <see cref="Spread.Fixed"/>; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale is not above 0.</exception>
    public NormalDecoder(
        nn.Module<Tensor, Tensor> body, long features, long dimension, Spread spread, RandomStream random, double minimumScale = 0.01, ScalarType dtype = ScalarType.Float32,
        Precision precision = Precision.Full, double fixedScale = 1)
        : base(nameof(NormalDecoder))
    {
        (this.body, this.precision) = (body, precision);
        bound = NormalScale.Bound(minimumScale);
        mean = Initialization.Linear(features, dimension, random, dtype);
        if (spread == Spread.Fixed) constant = NormalScale.Fixed(fixedScale);
        else if (spread == Spread.Conditional) scale = Initialization.Linear(features, dimension, random, dtype);
        else (logScale = new Parameter(zeros(spread == Spread.Isotropic ? 1 : dimension, dtype: dtype, device: random.Device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The network below the last layer.</summary>
    public nn.Module<Tensor, Tensor> Body => body;

    /// <summary>The layer to μ.</summary>
    public Linear Mean => mean;

    /// <summary>The layer to the free parameter s; null where s does not depend on z.</summary>
    public Linear? Scale => scale;

    /// <summary>The free parameter s itself, [1] or [D]; null where it depends on z or is fixed.</summary>
    public Parameter? LogScale => logScale;

    /// <summary>log σ where it is fixed, else null.</summary>
    public double? FixedLogScale => constant;

    /// <summary>log σ_min.</summary>
    public double LeastLogScale => bound;

    /// <summary>Sets the bias of μ, so that at small weights every element begins at its own mean.</summary>
    /// <param name="means">[D].</param>
    public void BeginAt(Tensor means)
    {
        Shapes.Require(means, nameof(means), mean.bias!.shape[0]);
        using var _ = no_grad();
        mean.bias.copy_(means);
    }

    /// <summary>The distribution of x given z.</summary>
    /// <param name="inputs">z, [..., latent].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public Normal At(Inputs inputs)
    {
        var features = body.call(inputs.Value);
        var center = mean.At(precision, features);
        if (constant is { } given) return Normal.FromLogScale(center, full_like(center, given));
        var free = scale is null ? logScale! : scale.At(precision, features);
        return Normal.FromLogScale(center, NormalScale.Bounded(free, bound).expand(center.shape));
    }
}
