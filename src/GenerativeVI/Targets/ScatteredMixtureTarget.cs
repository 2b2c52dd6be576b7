using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// An even mixture of K equal parts at random places of a cube, each with independent elements of scale 1: normals, or
/// t
/// distributions. In many dimensions the parts lie far apart, and a method that finds only some of them has a bound
/// that is
/// too low by log of the share.
/// </summary>
public sealed class ScatteredMixtureTarget : Target, ISampledTarget
{
    private readonly Tensor centres; // [K, D]
    private readonly double? freedom;
    private readonly double logNormalizer;

    /// <summary>A mixture.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="parts">K ≥ 1.</param>
    /// <param name="extent">Centres are uniform in [−extent, extent]ᴰ; above 0.</param>
    /// <param name="freedom">ν of t distributions, above 2 so that they have a variance; normals when null.</param>
    /// <param name="seed">The seed of the centres.</param>
    public ScatteredMixtureTarget(
        int dimension, int parts = 5, double extent = 5, double? freedom = null, long seed = 0)
        : base(
            FormattableString.Invariant($"{(freedom is null ? "gaussian" : "student")}-mixture-{dimension}"),
            FormattableString.Invariant(
                $"{parts} {(freedom is null ? "normals" : "t distributions")} in {dimension} dimensions"),
            Constraint.Real(dimension))
    {
        if (parts < 1) throw new ArgumentOutOfRangeException(nameof(parts),
            $"parts: expected at least 1, got {parts}.");
        if (!(extent > 0)) throw new ArgumentOutOfRangeException(nameof(extent),
            $"extent: expected above 0, got {extent}.");
        if (freedom is not null && !(freedom > 2))
            throw new ArgumentOutOfRangeException(nameof(freedom),
                $"freedom: expected above 2, for the variance to be finite, got {freedom}.");
        this.freedom = freedom;
        using var scope = NewDisposeScope();
        centres = Keep(new RandomStream(seed).Split("centres")
            .Uniform([parts, dimension], ScalarType.Float64) * (2 * extent) - extent);
        var each = freedom is { } nu
            ? LogDensities.LogGamma((nu + 1) / 2) - LogDensities.LogGamma(nu / 2) - 0.5 * Math.Log(nu * Math.PI)
            : -0.5 * Math.Log(2 * Math.PI);
        logNormalizer = dimension * each - Math.Log(parts);
    }

    /// <inheritdoc/>
    public override double? LogIntegral => 0;

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var squares = (parameters.unsqueeze(-2) - centres).square(); // [..., K, D]
        var logs = freedom is { } nu ? (squares / nu).log1p() * (-0.5 * (nu + 1)) : squares * -0.5;
        return logs.sum(-1).logsumexp(-1) + logNormalizer;
    }

    /// <inheritdoc/>
    public Tensor Sample(long count, RandomStream random)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var parts = (random.Split("parts").Uniform([count], ScalarType.Float64) * centres.shape[0]).floor().to_type(
            ScalarType.Int64);
        var white = random.Split("noise").Normal([count, Dimension], ScalarType.Float64);
        if (freedom is { } nu)
            white = white / (random.Split("widths")
                .Gamma(full([count, Dimension], nu / 2, dtype: ScalarType.Float64)) * (2 / nu)).sqrt();
        return (centres.index_select(0, parts) + white).MoveToOuterDisposeScope();
    }
}
