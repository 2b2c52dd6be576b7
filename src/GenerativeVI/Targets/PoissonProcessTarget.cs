using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// Counts k_n ~ Poisson(exp f(x_n)) with a Gaussian process f = L t, t ~ N(0, I), L Lᵀ = α² exp(−(x − x′)²/(2ρ²)) +
/// 10⁻¹⁰ I;
/// ρ ~ Gamma(25, 4), α ~ half-normal(0, 2). Its parameters are (ρ, α, t); what is read of them is (ρ, α, f). It is
/// posteriordb's gp_pois_regr.
/// </summary>
public sealed class PoissonProcessTarget : Target
{
    private const double Jitter = 1e-10;

    private readonly Tensor squares, counts, jitter; // (x − x′)², [N, N]; k, [N]
    private readonly double logFactorials;
    private readonly long places;

    /// <summary>The model of counts at places on a line.</summary>
    /// <param name="inputs">x, [N].</param>
    /// <param name="counts">k, [N], whole numbers from 0.</param>
    public PoissonProcessTarget(double[] inputs, double[] counts)
        : base(
            "gp-poisson", "counts with a Gaussian process for the log-rate, whitened; ρ Gamma(25, 4), α half-normal(0, 2)",
            Constraint.Positive(2), Constraint.Real(inputs.Length))
    {
        if (inputs.Length != counts.Length)
            throw new ArgumentException($"counts: expected {inputs.Length}, one a place, got {counts.Length}.",
                nameof(counts));
        using var scope = NewDisposeScope();
        var place = tensor(inputs, dtype: ScalarType.Float64);
        squares = Keep((place.unsqueeze(-1) - place).square());
        this.counts = Keep(tensor(counts, dtype: ScalarType.Float64));
        jitter = Keep(eye(inputs.Length, dtype: ScalarType.Float64) * Jitter);
        (places, logFactorials) = (inputs.Length, counts.Sum(count => LogDensities.LogGamma(count + 1)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        ["rho", "alpha", .. Enumerable.Range(1, (int)places).Select(i => FormattableString.Invariant($"f[{i}]"))];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (length, height, white) = (parameters.select(-1, 0), parameters.select(-1, 1),
            parameters.narrow(-1, 2, places));
        var rates = Process(parameters, white); // f, [..., N]
        return (rates * counts - rates.exp()).sum(-1) - logFactorials + LogDensities.Normal(white, 0, 1).sum(-1)
            + LogDensities.Gamma(length, 25, 4) + ScalePrior.HalfNormal(2).LogDensity(height);
    }

    /// <inheritdoc/>
    public override Tensor Quantities(Tensor parameters) =>
        cat([parameters.narrow(-1, 0, 2), Process(parameters, parameters.narrow(-1, 2, places))], -1);

    /// <inheritdoc/>
    public override Tensor Parameters(Tensor quantities)
    {
        var process = quantities.narrow(-1, 2, places).unsqueeze(-1);
        return cat([quantities.narrow(-1, 0, 2), linalg.solve_triangular(Factor(quantities), process,
            upper: false).squeeze(-1)], -1);
    }

    private Tensor Process(Tensor parameters, Tensor white) => Factor(parameters)
        .Product(white.unsqueeze(-1)).squeeze(-1);

    // L, [..., N, N].
    private Tensor Factor(Tensor parameters)
    {
        Tensor Part(int number) => parameters.select(-1, number).unsqueeze(-1).unsqueeze(-1);
        var (factor, _) = linalg.cholesky_ex((squares / Part(0).square() * -0.5).exp() * Part(1).square() + jitter);
        return factor;
    }
}
