namespace GenerativeVI.Evaluation;

/// <summary>The inverse temperatures 0 = β₀ &lt; β₁ &lt; … &lt; β_T = 1 of an annealing. Any such list is valid; a good one spends its steps where the annealed distribution changes fast.</summary>
public sealed class Temperatures
{
    /// <summary>Temperatures of one's own.</summary>
    /// <param name="values">Rising from 0 to 1.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public Temperatures(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values[0] != 0 || values[^1] != 1) throw new ArgumentException("temperatures: expected a list from 0 to 1.", nameof(values));
        for (var i = 1; i < values.Count; i++)
            if (!(values[i] > values[i - 1])) throw new ArgumentException($"temperatures: expected rising values, got {values[i]} after {values[i - 1]}.", nameof(values));
        Values = values;
    }

    /// <summary>β₀ … β_T.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>T.</summary>
    public int Steps => Values.Count - 1;

    /// <summary>β_t = t/T.</summary>
    /// <param name="steps">T ≥ 1.</param>
    public static Temperatures Linear(int steps) => Of(steps, share => share);

    /// <summary>β_t by a logistic curve σ(δ(2t/T − 1)), moved and stretched to [0, 1]: small steps at both ends, where a likelihood is switched on and where it is sharp (Wu+ 2017).</summary>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="steepness">δ > 0.</param>
    public static Temperatures Sigmoid(int steps, double steepness = 4)
    {
        if (!(steepness > 0)) throw new ArgumentOutOfRangeException(nameof(steepness), $"steepness: expected above 0, got {steepness}.");
        var (low, high) = (Logistic(-steepness), Logistic(steepness));
        return Of(steps, share => (Logistic(steepness * (2 * share - 1)) - low) / (high - low));

        static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
    }

    /// <summary>β₁ = smallest and from there to 1 by equal factors: most steps near β = 0, for likelihoods much sharper than the start.</summary>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="smallest">β₁ in (0, 1).</param>
    public static Temperatures Geometric(int steps, double smallest = 1e-3)
    {
        if (!(smallest is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(smallest), $"smallest: expected between 0 and 1, got {smallest}.");
        return Of(steps, share => Math.Pow(smallest, (1 - share) / (1 - 1.0 / Math.Max(2, steps))));
    }

    private static Temperatures Of(int steps, Func<double, double> curve)
    {
        if (steps < 1) throw new ArgumentOutOfRangeException(nameof(steps), $"temperatures: expected at least 1 step, got {steps}.");
        return new Temperatures([0, .. Enumerable.Range(1, steps - 1).Select(t => curve((double)t / steps)), 1]);
    }
}
