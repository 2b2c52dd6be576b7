using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// A Brownian motion seen with noise and a gap: x₁ ~ N(0, a²), x_t ~ N(x_{t−1}, a²), y_t ~ N(x_t, b²) where it was
/// seen; a and b ~
/// LogNormal(0, 2²); θ = (a, b, x). Of 30 steps the middle ten are unseen, as in the Inference Gym (Sountsov+ 2020),
/// whose
/// simulated observations are the default.
/// </summary>
public sealed class BrownianTarget : Target
{
    // Simulated by the Inference Gym (Apache License 2.0) with a = 0.1 and b = 0.15.
    private static readonly double[] Seen =
    [
        0.21592641, 0.118771404, -0.07945447, 0.037677474, -0.27885845, -0.1484156, -0.3250906, -0.22957903,
            -0.44110894, -0.09830782,
        .. Enumerable.Repeat(double.NaN, 10),
        -0.8786016, -0.83736074, -0.7384849, -0.8939254, -0.7774566, -0.70238715, -0.87771565, -0.51853573, -0.6948214,
            -0.6202789,
    ];

    private readonly Tensor values, places; // the seen y, [N], and their steps
    private readonly long steps;

    /// <summary>The model of a path.</summary>
    /// <param name="observations">y, one a step, NaN where it was not seen; the Inference Gym's by default.</param>
    public BrownianTarget(double[]? observations = null)
        : base(
            "brownian", "a Brownian motion seen with noise and a gap; both scales LogNormal(0, 2²)",
            Constraint.Positive(2), Constraint.Real((observations ?? Seen).Length))
    {
        observations ??= Seen;
        steps = observations.Length;
        var seen = observations.Index().Where(entry => !double.IsNaN(entry.Item)).ToArray();
        if (seen.Length == 0) throw new ArgumentException("observations: expected at least one, got none.",
            nameof(observations));
        using var scope = NewDisposeScope();
        values = Keep(tensor(seen.Select(entry => entry.Item).ToArray()));
        // As a matrix that picks the seen steps, so that all that is kept is float64.
        var picks = new double[steps * seen.Length];
        foreach (var (column, (step, _)) in seen.Index()) picks[step * seen.Length + column] = 1;
        places = Keep(tensor(picks, [steps, seen.Length]));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        ["innovation", "observation", .. Enumerable.Range(1, (int)steps)
            .Select(i => FormattableString.Invariant($"x[{i}]"))];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (scales, path) = (parameters.narrow(-1, 0, 2), parameters.narrow(-1, 2, steps));
        var logs = scales.log();
        var moves = cat([path.narrow(-1, 0, 1), path.narrow(-1, 1, steps - 1) - path.narrow(-1, 0, steps - 1)], -1);
        return (LogDensities.Normal(logs, 0, 2) - logs).sum(-1)
            + LogDensities.Normal(moves, scales.narrow(-1, 0, 1)).sum(-1)
            + LogDensities.Normal(values - path.Product(places), scales.narrow(-1, 1, 1)).sum(-1);
    }
}
