using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// Binomial counts with random effects, r_i ~ Binomial(n_i, σ(a·x_i + b_i)), b_i ~ N(0, 1/τ), τ ~ Gamma(0.01, 0.01), a
/// ~ N(0,
/// 10²): the germination of seeds (Crowder 1978), as Geffner &amp; Domke (2021) and others take it. θ = (τ, a, b); the
/// binomial coefficients count.
/// </summary>
public sealed class RandomEffectsTarget : Target
{
    private readonly Tensor successes, trials, design; // r and n, [I]; xᵀ, [A, I]
    private readonly double logCoefficients;
    private readonly long effects, groups;

    /// <summary>The model of some groups.</summary>
    /// <param name="successes">r, [I].</param>
    /// <param name="trials">n, [I], each at least r.</param>
    /// <param name="design">x, [I, A], with a column of ones.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or there are more successes than
    /// trials.</exception>
    public RandomEffectsTarget(double[] successes, double[] trials, Tensor design, string name = "seeds")
        : base(
            name, "binomial counts with random effects; τ Gamma(0.01, 0.01), a N(0, 10²), b N(0, 1/τ)",
            Constraint.Positive(), Constraint.Real(design.shape[^1] + successes.Length))
    {
        Shapes.Require(design, nameof(design), successes.Length, "A");
        if (trials.Length != successes.Length || !successes.Zip(trials)
            .All(pair => pair.First >= 0 && pair.First <= pair.Second))
            throw new ArgumentException("trials: expected one number a group, none below its successes.",
                nameof(trials));
        using var scope = NewDisposeScope();
        (this.successes, this.trials) = (Keep(tensor(successes)), Keep(tensor(trials)));
        this.design = Keep(design.t());
        (effects, groups) = (design.shape[1], successes.Length);
        logCoefficients = successes.Zip(trials, (r, n) => Of(n) - Of(r) - Of(n - r)).Sum();

        static double Of(double count) => LogDensities.LogGamma(count + 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        ["tau", .. Named("a", effects), .. Named("b", groups)];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (precision, fixedEffects, random) = (parameters.narrow(-1, 0, 1), parameters.narrow(-1, 1, effects),
            parameters.narrow(-1, 1 + effects, groups));
        var logits = fixedEffects.Product(design) + random; // [..., I]
        var likelihood = (logits * successes + trials * nn.functional.logsigmoid(-logits)).sum(-1) + logCoefficients;
        return likelihood + LogDensities.Gamma(precision, 0.01, 0.01).squeeze(-1)
            + LogDensities.Normal(fixedEffects, 0, 10).sum(-1)
            + LogDensities.Normal(random, precision.rsqrt()).sum(-1);
    }

    private static IEnumerable<string> Named(string name, long count) =>
        Enumerable.Range(1, (int)count).Select(i => FormattableString.Invariant($"{name}[{i}]"));
}
