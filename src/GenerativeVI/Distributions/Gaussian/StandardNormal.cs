using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>N(0, I) over D dimensions, the prior of the plain VAE; it holds no tensor and lives on every device.</summary>
/// <param name="dimension">D ≥ 1.</param>
/// <param name="dtype">The type of its draws; float32 by default.</param>
public sealed class StandardNormal(long dimension, ScalarType dtype = ScalarType.Float32) : IFactorized, IGaussian, IReparameterized, IHasEntropy
{
    /// <summary>D.</summary>
    public long Dimension { get; } =
        dimension >= 1 ? dimension : throw new ArgumentOutOfRangeException(nameof(dimension), $"dimension: expected at least 1, got {dimension}.");

    /// <summary>Empty: one distribution for all.</summary>
    public long[] BatchShape => [];

    /// <summary>Zeros.</summary>
    public Tensor Mean => zeros(Dimension, dtype: dtype);

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(random.Normal([.. shape, Dimension], dtype));

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        return value.square().sum(-1).mul(-0.5) - 0.5 * Dimension * Math.Log(2 * Math.PI);
    }

    /// <inheritdoc/>
    public Tensor LogDensityByElement(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        return value.square().mul(-0.5) - 0.5 * Math.Log(2 * Math.PI);
    }

    /// <summary>(D/2) log 2πe, without axes.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => full([], 0.5 * Dimension * (Math.Log(2 * Math.PI) + 1), dtype: dtype);

    Tensor IGaussian.Variance() => ones(Dimension, dtype: dtype);

    Tensor IGaussian.Columns() => eye(Dimension, dtype: dtype);

    Tensor IGaussian.HalfLogDeterminant() => zeros([], dtype: dtype);

    Tensor IGaussian.SquaredDistance(Tensor offset) => offset.square().sum(-1);
}
