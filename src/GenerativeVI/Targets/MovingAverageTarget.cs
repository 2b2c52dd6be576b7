using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// ARMA(1, 1): errors e_t = y_t − μ − φ y_{t−1} − ϑ e_{t−1} ~ N(0, σ²), with y₀ = μ and e₀ = 0; θ = (μ, φ, ϑ, σ), μ ~
/// N(0, 10²),
/// φ and ϑ ~ N(0, 2²), σ ~ half-Cauchy(0, 2.5). It is posteriordb's arma11.
/// </summary>
/// <remarks>
/// The errors solve (I + ϑL)e = v with the shift L. Its inverse is Π_j (I + (−ϑ)^(2^j) L^(2^j)), so that a recursion
/// over T
/// steps becomes log₂ T shifts of whole rows.
/// </remarks>
public sealed class MovingAverageTarget : Target
{
    private readonly Tensor values, before; // y, [T]; y_{t−1} with 0 in front, [T]
    private readonly Tensor first; // 1 in front and 0 elsewhere, [T]

    /// <summary>The model of a series.</summary>
    /// <param name="series">y, [T], T ≥ 2.</param>
    /// <param name="name">What it is called.</param>
    public MovingAverageTarget(Tensor series, string name = "arma11")
        : base(
            name, "ARMA(1, 1) of a series; μ N(0, 10²), φ and ϑ N(0, 2²), σ half-Cauchy(0, 2.5)", Constraint.Real(3),
                Constraint.Positive())
    {
        Shapes.Require(series, nameof(series), "T");
        if (series.shape[0] < 2) throw new ArgumentException(
            $"series: expected at least 2 values, got {series.shape[0]}.", nameof(series));
        using var scope = NewDisposeScope();
        values = Keep(series);
        before = Keep(Shifted(values, 1));
        var start = new double[series.shape[0]];
        start[0] = 1;
        first = Keep(tensor(start));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames => ["mu", "phi", "theta", "sigma"];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        Tensor Part(int number) => parameters.narrow(-1, number, 1); // [..., 1]
        var (level, slope, memory, scale) = (Part(0), Part(1), Part(2), Part(3));
        var errors = values - level - slope * (before + first * level); // v, [..., T]
        var power = -memory;
        for (long reach = 1; reach < values.shape[0]; reach *= 2)
        {
            errors = errors + power * Shifted(errors, reach);
            power = power.square();
        }
        return LogDensities.Normal(errors, scale).sum(-1)
            + (LogDensities.Normal(level, 0, 10) + LogDensities.Normal(slope, 0, 2) + LogDensities.Normal(memory, 0, 2)
                + ScalePrior.HalfCauchy(2.5).LogDensity(scale)).squeeze(-1);
    }

    private static Tensor Shifted(Tensor rows, long reach) =>
        cat([zeros_like(rows.narrow(-1, 0, reach)), rows.narrow(-1, 0, rows.shape[^1] - reach)], -1);
}
