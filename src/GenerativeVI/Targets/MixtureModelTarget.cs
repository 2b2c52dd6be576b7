using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// Numbers from a mixture of two normals, y_n ~ w N(μ₁, σ₁²) + (1 − w) N(μ₂, σ₂²) with μ₁ &lt; μ₂, both N(0, 2²), σ ~
/// half-normal(0, 2),
/// w ~ Beta(5, 5); θ = (μ, σ, w). It is posteriordb's low_dim_gauss_mix.
/// </summary>
public sealed class MixtureModelTarget : Target
{
    private readonly Tensor values; // y, [N]

    /// <summary>The model of some numbers.</summary>
    /// <param name="values">y, [N].</param>
    public MixtureModelTarget(Tensor values)
        : base(
            "mixture-model", "a mixture of two normals; ordered means N(0, 2²), σ half-normal(0, 2), share Beta(5, 5)",
            Constraint.Ordered(2), Constraint.Positive(2), Constraint.Between(0, 1))
    {
        Shapes.Require(values, nameof(values), "N");
        this.values = Keep(values);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames => ["mu[1]", "mu[2]", "sigma[1]", "sigma[2]", "theta"];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        Tensor Part(int number) => parameters.narrow(-1, number, 1); // [..., 1]
        var share = Part(4);
        var (first, second) = (share.log(), (-share).log1p());
        var each = (LogDensities.Normal(values - Part(0), Part(2))
            + first).logaddexp(LogDensities.Normal(values - Part(1), Part(3)) + second);
        // Two orders of the means in one: the density of the ordered pair is twice that of the two.
        var means = LogDensities.Normal(parameters.narrow(-1, 0, 2), 0, 2).sum(-1) + Math.Log(2);
        var scales = ScalePrior.HalfNormal(2).LogDensity(parameters.narrow(-1, 2, 2)).sum(-1);
        var beta = (first + second).squeeze(-1) * 4 + (LogDensities.LogGamma(10) - 2 * LogDensities.LogGamma(5));
        return each.sum(-1) + means + scales + beta;
    }
}
