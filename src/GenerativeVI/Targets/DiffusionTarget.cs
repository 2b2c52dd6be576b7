using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// A diffusion between two wells, dx = 10 x (1 − x²) dt + dw from x₀ = 0 over unit time, in T steps of Euler and
/// Maruyama, seen at every
/// T/20-th step with noise N(0, 0.1²) (Detommaso+ 2018; Cheng+ 2024). θ is the path x₁ … x_T.
/// </summary>
/// <remarks>
/// <see cref="Simulate"/> draws path and observations with the very drift that is scored. The public code of
/// semi-implicit papers
/// simulates with one drift and scores with another, so that its numbers are of another target.
/// </remarks>
public sealed class DiffusionTarget : Target
{
    /// <summary>The observations.</summary>
    public const int Observations = 20;

    private const double Drift = 10, Noise = 0.1;

    private readonly Tensor seen; // y, [20]
    private readonly int steps;

    /// <summary>The paths behind some observations.</summary>
    /// <param name="seen">y at 1/20, 2/20, … 1, [20].</param>
    /// <param name="steps">T, a multiple of 20; 100 by default.</param>
    public DiffusionTarget(Tensor seen, int steps = 100)
        : base("diffusion", FormattableString.Invariant(
            $"a diffusion between two wells in {steps} steps, seen at {Observations} with noise N(0, 0.1²)"),
            Constraint.Real(steps))
    {
        Shapes.Require(seen, nameof(seen), Observations);
        Check(steps);
        (this.seen, this.steps) = (Keep(seen), steps);
    }

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var length = 1.0 / steps;
        var before = cat([zeros_like(parameters.narrow(-1, 0, 1)), parameters.narrow(-1, 0, steps - 1)], -1);
        var moves = parameters - before - Slope(before) * length;
        var each = steps / Observations;
        var looked = parameters.Unflatten(Observations, each).select(-1, each - 1); // [..., 20]
        return LogDensities.Normal(moves, 0, Math.Sqrt(length)).sum(-1)
            + LogDensities.Normal(seen - looked, 0, Noise).sum(-1);
    }

    /// <summary>A path and what is seen of it.</summary>
    /// <param name="random">The stream of both noises.</param>
    /// <param name="steps">T, a multiple of 20.</param>
    /// <returns>x, float64 [T], and y, float64 [20].</returns>
    public static (Tensor Path, Tensor Seen) Simulate(RandomStream random, int steps = 100)
    {
        Check(steps);
        using var scope = NewDisposeScope();
        var moves = random.Split("path").Normal([steps], ScalarType.Float64).data<double>().ToArray();
        var noise = random.Split("seen").Normal([Observations], ScalarType.Float64).data<double>().ToArray();
        var (path, length, place) = (new double[steps], 1.0 / steps, 0.0);
        for (var t = 0; t < steps; t++) path[t] = place += Drift * place * (1 - place * place) * length
            + Math.Sqrt(length) * moves[t];
        var seen = noise.Select((error, i) => path[(i + 1) * (steps / Observations) - 1] + Noise * error).ToArray();
        return (tensor(path).MoveToOuterDisposeScope(), tensor(seen).MoveToOuterDisposeScope());
    }

    private static Tensor Slope(Tensor place) => (place - place * place.square()) * Drift;

    private static void Check(int steps)
    {
        if (steps < Observations || steps % Observations != 0)
            throw new ArgumentOutOfRangeException(nameof(steps),
                $"steps: expected a multiple of {Observations}, got {steps}.");
    }
}
