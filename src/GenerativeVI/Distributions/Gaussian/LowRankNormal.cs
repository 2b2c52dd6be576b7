using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// N(μ, Σ) with Σ = diag σ² + F Fᵀ, F of R columns. With V = diag(σ)⁻¹F, C = I + VᵀV and y = (z − μ)/σ, the determinant lemma and Woodbury's identity give
/// log p(z) = −½ (yᵀy − yᵀV C⁻¹ Vᵀy) − Σ_d log σ_d − ½ log det C − (D/2) log 2π. Sampled as z = μ + σε + Fη. A draw costs O(D R).
/// </summary>
public sealed class LowRankNormal : IDistribution, IGaussian, IReparameterized, IHasMean, IHasEntropy
{
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);
    private readonly Tensor scaled, inverse, halfLogDeterminant;

    /// <summary>A normal distribution of low rank plus a diagonal, unchecked but for shapes; <see cref="Of"/> checks the numbers too.</summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="scale">σ &gt; 0, broadcastable to μ.</param>
    /// <param name="factor">F, [..., D, R].</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public LowRankNormal(Tensor mean, Tensor scale, Tensor factor)
        : this(mean, ScaleOf.Real(scale, mean), ScaleOf.Real(scale, mean).log(), factor)
    {
    }

    private LowRankNormal(Tensor mean, Tensor scale, Tensor logScale, Tensor factor)
    {
        Shapes.Require(factor, nameof(factor), "...", mean.shape[^1], "R");
        (Mean, Scale, LogScale, Factor) = (mean, scale.expand(mean.shape), logScale.expand(mean.shape), factor);
        scaled = factor / Scale.unsqueeze(-1); // [..., D, R]
        var identity = eye(factor.shape[^1], dtype: mean.dtype, device: mean.device);
        var root = linalg.cholesky(identity + scaled.mT.Product(scaled)); // [..., R, R]
        // Small, and shared by every draw: cheaper than a triangular solve for each of them.
        inverse = linalg.solve_triangular(root, identity.expand(root.shape), upper: false);
        halfLogDeterminant = LogScale.sum(-1) + root.diagonal(0, -2, -1).log().sum(-1);
    }

    /// <summary>A normal distribution of low rank plus a diagonal by its log scale, as a network gives it.</summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="logScale">log σ, broadcastable to μ.</param>
    /// <param name="factor">F, [..., D, R].</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static LowRankNormal FromLogScale(Tensor mean, Tensor logScale, Tensor factor) => new(mean, logScale.exp(), logScale, factor);

    /// <summary>A normal distribution by its natural parameters, checked.</summary>
    /// <param name="mean">μ, [..., D], finite.</param>
    /// <param name="scale">σ &gt; 0, broadcastable to μ.</param>
    /// <param name="factor">F, [..., D, R], finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static LowRankNormal Of(Tensor mean, Tensor scale, Tensor factor) =>
        new(Domain.Finite(mean, nameof(mean)), Domain.Positive(scale, nameof(scale)), Domain.Finite(factor, nameof(factor)));

    /// <summary>μ, [..., D].</summary>
    public Tensor Mean { get; }

    /// <summary>σ, the standard deviation without the factor, [..., D].</summary>
    public Tensor Scale { get; }

    /// <summary>log σ.</summary>
    public Tensor LogScale { get; }

    /// <summary>F, [..., D, R].</summary>
    public Tensor Factor { get; }

    /// <summary>The axes of μ without the event axis.</summary>
    public long[] BatchShape => Mean.shape[..^1];

    /// <summary>μ + σε + Fη with ε ~ N(0, I) and η ~ N(0, I) of R elements.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var common = random.Normal([.. shape, .. BatchShape, Factor.shape[^1]], Mean.dtype);
        var own = random.Normal([.. shape, .. Mean.shape], Mean.dtype);
        return new Draw(Mean + Scale * own + Matrices.Times(Factor, common));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => SquaredDistance(value - Mean).mul(-0.5) - halfLogDeterminant - Mean.shape[^1] * LogRootTwoPi;

    /// <summary>½ log det Σ + (D/2) log 2πe.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => halfLogDeterminant + Mean.shape[^1] * (LogRootTwoPi + 0.5);

    Tensor IGaussian.Variance() => Scale.square() + Factor.square().sum(-1);

    Tensor IGaussian.Columns() => cat([Factor, Scale.diag_embed()], -1);

    Tensor IGaussian.HalfLogDeterminant() => halfLogDeterminant;

    Tensor IGaussian.SquaredDistance(Tensor offset) => SquaredDistance(offset);

    private Tensor SquaredDistance(Tensor offset)
    {
        var standardized = offset / Scale;
        var common = Matrices.Times(inverse, Matrices.Times(scaled.mT, standardized)); // [..., R]
        return standardized.square().sum(-1) - common.square().sum(-1);
    }
}
