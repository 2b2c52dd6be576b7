using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// Kernel implicit variational inference: the ratio p/q by ridge regression in the space of a Gaussian kernel k, from S draws of q and as many as wanted of p,
/// r̂ = argmin ½ E_q (r̂ − p/q)² + (λ/2) ‖r̂‖², in closed form: at the draws of q, r̂ = (S/n) (K_qq + λ S I)⁻¹ K_qp 1 (Shi, Sun &amp; Zhu 2018, eq. 9).
/// </summary>
/// <remarks>
/// It regresses p/q and not q/p, the reverse-ratio trick: the draws that the regression is over are those that log r̂ is taken at. The bandwidth is the median of the distances among draws of q;
/// what falls below the least ratio is raised to it, and gives no gradient. The gradient takes r̂ as a fixed function of z. Biased at finite S; the number guarantees nothing.
/// In many dimensions no draw of q is near one of p and every ratio is the least. With adaptive contrast the regression is of r/q instead, r(z) = N(m, diag s²) of q's own moments, in the coordinates
/// (z − m)/s, and log p − log q = log p − log r + log r̂: for posteriors over the weights of networks there is no other way.
/// </remarks>
/// <typeparam name="TPrior">The type of the prior; without adaptive contrast it is only sampled.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior: anything that can be sampled.</typeparam>
public sealed class KernelRatio<TPrior, TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly int priorSamples;
    private readonly double ridge;
    private readonly double least;
    private readonly int contrast;

    /// <summary>A ratio by kernel regression.</summary>
    /// <param name="priorSamples">n ≥ 1 draws of p, or of r under adaptive contrast, the same for every row.</param>
    /// <param name="ridge">λ above 0; 10⁻³ by default.</param>
    /// <param name="least">The least ratio p/q, above 0; 10⁻⁸ by default.</param>
    /// <param name="contrast">The draws that q's moments are found from, at least 2; 0, the default, for no adaptive contrast.</param>
    public KernelRatio(int priorSamples, double ridge = 1e-3, double least = 1e-8, int contrast = 0)
    {
        if (priorSamples < 1) throw new ArgumentOutOfRangeException(nameof(priorSamples), $"prior samples: expected at least 1, got {priorSamples}.");
        if (!(ridge > 0)) throw new ArgumentOutOfRangeException(nameof(ridge), $"ridge: expected above 0, got {ridge}.");
        if (!(least > 0)) throw new ArgumentOutOfRangeException(nameof(least), $"least ratio: expected above 0, got {least}.");
        (this.priorSamples, this.ridge, this.least, this.contrast) = (priorSamples, ridge, least, AdaptiveContrast.Checked(contrast));
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer than two draws of q for a row, the prior has a batch axis, or it has no density under adaptive contrast.</exception>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        if (draw.Value.shape[0] < 2) throw new ArgumentException($"kernel regression needs draws to regress on: expected S of at least 2, got {draw.Value.shape[0]}.");
        if (prior.BatchShape.Length > 0) throw new ArgumentException($"kernel regression takes a prior without a batch axis: got {Shapes.Text(prior.BatchShape)}.");
        var reference = AdaptiveContrast.Of(posterior, contrast, random);
        var z = AdaptiveContrast.Standardized(draw.Value, reference).movedim([0], [-2]).to_type(ScalarType.Float64); // [B, S, D]
        Tensor ofQ, ofP, coefficients, bandwidth;
        using (no_grad())
        {
            ofQ = z.detach();
            var other = reference is null ? prior.Sample(random, priorSamples).Value : random.Split("contrast").Normal([priorSamples, ofQ.shape[^1]]);
            ofP = other.to_type(ScalarType.Float64).expand([.. ofQ.shape[..^2], priorSamples, ofQ.shape[^1]]); // [B, n, D]
            var squares = Squares(ofQ, ofQ);
            bandwidth = Median(squares);
            var gram = (squares / -bandwidth).exp();
            var draws = ofQ.shape[^2];
            var target = (Squares(ofQ, ofP) / -bandwidth).exp().mean([-1L]); // [B, S]
            var regularized = gram + ridge * draws * eye(draws, dtype: ScalarType.Float64, device: z.device);
            coefficients = linalg.solve(regularized, target.unsqueeze(-1)).squeeze(-1); // r̂(z_i)/S, [B, S]
        }
        // r̂(z) = [mean_j k(z, p_j) − Σ_i r̂(z_i)/S k(z, z_i)]/λ, as a function of z with everything else fixed.
        var fitted = ((Squares(z, ofP) / -bandwidth).exp().mean([-1L]) - (Squares(z, ofQ) / -bandwidth).exp().matmul(coefficients.unsqueeze(-1)).squeeze(-1)) / ridge;
        var value = fitted.clamp(min: least).log().movedim([-1], [0]).to_type(draw.Value.dtype); // [S, B]
        if (reference is not null) value = value + Known(prior).LogDensity(draw.Value) - reference.LogDensity(draw.Value);
        return new RatioEstimate(value, value);
    }

    private static IDistribution Known(TPrior prior) => prior as IDistribution
        ?? throw new ArgumentException($"adaptive contrast needs the prior's density, and {prior.GetType().Name} has none; take a prior that can be evaluated, or contrast 0.");

    private static Tensor Squares(Tensor a, Tensor b) => (a.unsqueeze(-2) - b.unsqueeze(-3)).square().sum(-1);

    // Of the squared distances between different draws, [B, 1, 1].
    private static Tensor Median(Tensor squares)
    {
        var draws = squares.shape[^1];
        var (sorted, _) = squares.reshape([.. squares.shape[..^2], draws * draws]).sort(-1);
        // The first S are the distances of the draws to themselves.
        return sorted.narrow(-1, (draws + draws * draws) / 2, 1).unsqueeze(-1).clamp(min: double.Epsilon);
    }
}
