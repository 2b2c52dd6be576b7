namespace GenerativeVI.Distributions;

/// <summary>What the divergences ask of a normal distribution N(μ, Σ), however its covariance is held.</summary>
internal interface IGaussian
{
    /// <summary>μ, [..., D].</summary>
    Tensor Mean { get; }

    /// <summary>The diagonal of Σ, [..., D].</summary>
    Tensor Variance();

    /// <summary>A with Σ = A Aᵀ, [..., D, M].</summary>
    Tensor Columns();

    /// <summary>½ log det Σ, [...].</summary>
    Tensor HalfLogDeterminant();

    /// <summary>vᵀ Σ⁻¹ v of offsets v, [..., D], to [...].</summary>
    Tensor SquaredDistance(Tensor offset);
}
