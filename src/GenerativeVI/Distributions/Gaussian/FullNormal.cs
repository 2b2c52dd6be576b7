using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// N(μ, Σ) with a full covariance by its Cholesky factor, Σ = L Lᵀ: log p(z) = −½ ‖L⁻¹(z − μ)‖² − Σ_d log L_dd − (D/2)
/// log 2π. Sampled as z = μ + Lε. The diagonal of L comes in by its logarithm, so that every value of the parameters is
/// a covariance. A draw costs O(D²).
/// </summary>
public sealed class FullNormal : IDistribution, IGaussian, IReparameterized, IHasMean, IHasEntropy
{
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>
    /// A normal distribution by its Cholesky factor, unchecked but for shapes; <see cref="Of"/> takes a covariance and
    /// checks it.
    /// </summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="factor">L, [..., D, D], with a diagonal above 0; what stands above the diagonal is ignored.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public FullNormal(Tensor mean, Tensor factor)
        : this(mean, factor, logDiagonal: null)
    {
    }

    private FullNormal(Tensor mean, Tensor factor, Tensor? logDiagonal)
    {
        Shapes.Require(factor, nameof(factor), "...", mean.shape[^1], mean.shape[^1]);
        (Mean, LogDiagonal) = (mean, logDiagonal ?? factor.diagonal(0, -2, -1).log());
        Factor = logDiagonal is null ? factor.tril() : factor.tril(-1) + logDiagonal.exp().diag_embed();
    }

    /// <summary>A normal distribution by the parts of its Cholesky factor, as a network gives them.</summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="logDiagonal">log L_dd, [..., D].</param>
    /// <param name="lower">The elements of L below the diagonal, [..., D, D]; what stands on the diagonal and above it
    /// is not looked at.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static FullNormal FromLogDiagonal(Tensor mean, Tensor logDiagonal, Tensor lower)
    {
        Shapes.Require(lower, nameof(lower), "...", mean.shape[^1], mean.shape[^1]);
        return new FullNormal(mean, lower, logDiagonal);
    }

    /// <summary>A normal distribution by its covariance, checked.</summary>
    /// <param name="mean">μ, [..., D], finite.</param>
    /// <param name="covariance">Σ, [..., D, D], symmetric and positive definite.</param>
    /// <exception cref="ArgumentException">The mean is not finite, or Σ is not a covariance.</exception>
    public static FullNormal Of(Tensor mean, Tensor covariance)
    {
        Domain.Finite(mean, nameof(mean));
        Domain.Require(covariance, (covariance - covariance.mT).abs().le(1e-6 * covariance.abs().max()), nameof(covariance), "a symmetric matrix");
        var (factor, info) = linalg.cholesky_ex(covariance);
        if (info.max().item<int>() is var order and > 0)
            throw new ArgumentException($"{nameof(covariance)}: expected a positive definite matrix, got one whose leading minor of order {order} is not positive.", nameof(covariance));
        return new FullNormal(mean, factor);
    }

    /// <summary>μ, [..., D].</summary>
    public Tensor Mean { get; }

    /// <summary>log L_dd, [..., D].</summary>
    public Tensor LogDiagonal { get; }

    /// <summary>L, [..., D, D].</summary>
    public Tensor Factor { get; }

    /// <summary>The axes of μ without the event axis.</summary>
    public long[] BatchShape => Mean.shape[..^1];

    /// <summary>μ + Lε with ε ~ N(0, I) of shape [shape…, batch…, D].</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) =>
        new(Mean + Matrices.Times(Factor, random.Normal([.. shape, .. Mean.shape], Mean.dtype)));

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => SquaredDistance(value - Mean).mul(-0.5) - HalfLogDeterminant() - Mean.shape[^1] * LogRootTwoPi;

    /// <summary>Σ_d log L_dd + (D/2) log 2πe.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => HalfLogDeterminant() + Mean.shape[^1] * (LogRootTwoPi + 0.5);

    Tensor IGaussian.Variance() => Factor.square().sum(-1);

    Tensor IGaussian.Columns() => Factor;

    Tensor IGaussian.HalfLogDeterminant() => HalfLogDeterminant();

    Tensor IGaussian.SquaredDistance(Tensor offset) => SquaredDistance(offset);

    private Tensor HalfLogDeterminant() => LogDiagonal.expand(Mean.shape).sum(-1);

    private Tensor SquaredDistance(Tensor offset) => Matrices.SolveLower(Factor, offset).square().sum(-1);
}
