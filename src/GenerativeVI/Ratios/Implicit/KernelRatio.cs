using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// Kernel implicit variational inference: the ratio p/q by ridge regression in the space of a Gaussian kernel k, from S draws of q and as many as wanted of p,
/// r̂ = argmin ½ E_q (r̂ − p/q)² + (λ/2) ‖r̂‖², in closed form: at the draws of q, r̂ = (S/n) (K_qq + λ S I)⁻¹ K_qp 1 (Shi, Sun &amp; Zhu 2018, eq. 9).
/// </summary>
/// <remarks>
/// It regresses p/q and not q/p, the reverse-ratio trick: the draws that the regression is over are those that log r̂ is taken at. The kernel is exp(−‖z − z′‖²/h²), with h² the median of the squared distances
/// among draws of q, or a multiple of it: as wide as all of q, the kernel does not see that a part of it is thin, and an implicit q learned through it may end as a filament (on a ring it does). What falls below the least ratio is raised to it, and gives no gradient. The gradient takes r̂ as a fixed function of z. Biased at finite S; the number guarantees nothing.
/// In many dimensions no draw of q is near one of p and every ratio is the least. With adaptive contrast the regression is of r/q instead, r(z) = N(m, diag s²) of q's own moments, in the coordinates
/// (z − m)/s, and log p − log q = log p − log r + log r̂: for posteriors over the weights of networks there is no other way.
/// A prior learns too: through log p(z) where it has a density, and where it is implicit through its own draws, under a regression of q/p over them.
/// </remarks>
/// <typeparam name="TPrior">The type of the prior; without adaptive contrast it is only sampled, and may be implicit.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior: anything that can be sampled.</typeparam>
public sealed class KernelRatio<TPrior, TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly int priorSamples;
    private readonly double ridge;
    private readonly double least;
    private readonly int contrast;
    private readonly double bandwidth;

    /// <summary>A ratio by kernel regression.</summary>
    /// <param name="priorSamples">n ≥ 1 draws of p, or of r under adaptive contrast, the same for every row.</param>
    /// <param name="ridge">λ above 0; 10⁻³ by default.</param>
    /// <param name="least">The least ratio p/q, above 0; 10⁻⁸ by default.</param>
    /// <param name="contrast">The draws that q's moments are found from, at least 2; 0, the default, for no adaptive contrast.</param>
    /// <param name="bandwidth">h² over the median of the squared distances among the draws, above 0; 1 by default.</param>
    public KernelRatio(int priorSamples, double ridge = 1e-3, double least = 1e-8, int contrast = 0, double bandwidth = 1)
    {
        if (priorSamples < 1) throw new ArgumentOutOfRangeException(nameof(priorSamples), $"prior samples: expected at least 1, got {priorSamples}.");
        if (!(ridge > 0)) throw new ArgumentOutOfRangeException(nameof(ridge), $"ridge: expected above 0, got {ridge}.");
        if (!(least > 0)) throw new ArgumentOutOfRangeException(nameof(least), $"least ratio: expected above 0, got {least}.");
        if (!(bandwidth > 0)) throw new ArgumentOutOfRangeException(nameof(bandwidth), $"bandwidth: expected above 0, got {bandwidth}.");
        (this.priorSamples, this.ridge, this.least, this.contrast, this.bandwidth) = (priorSamples, ridge, least, AdaptiveContrast.Checked(contrast), bandwidth);
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
        var other = (reference is null ? PriorGradient.Draws(prior, random, priorSamples) : random.Split("contrast").Normal([priorSamples, z.shape[^1]]))
            .to_type(ScalarType.Float64).expand([.. z.shape[..^2], priorSamples, z.shape[^1]]); // [B, n, D]
        var value = LogFitted(other, z).movedim([-1], [0]).to_type(draw.Value.dtype); // [S, B]
        if (reference is not null) value = value + AdaptiveContrast.Known(prior).LogDensity(draw.Value) - reference.LogDensity(draw.Value);
        var learned = reference is null ? PriorGradient.Of(prior, draw.Value, () => LogFitted(z, other).to_type(draw.Value.dtype)) : null;
        return new RatioEstimate(value, learned is null ? value : value + learned);
    }

    /// <summary>log of the regression of f/g at the draws of g, as a function of them with everything else fixed.</summary>
    /// <param name="above">Draws of f, [B, n, D].</param>
    /// <param name="below">Draws of g, [B, S, D].</param>
    /// <returns>[B, S].</returns>
    private Tensor LogFitted(Tensor above, Tensor below)
    {
        var (ofAbove, ofBelow, draws) = (above.detach(), below.detach(), below.shape[^2]);
        Tensor coefficients, width;
        using (no_grad())
        {
            var squares = Squares(ofBelow, ofBelow);
            width = Median(squares) * bandwidth;
            var gram = (squares / -width).exp();
            var target = (Squares(ofBelow, ofAbove) / -width).exp().mean([-1L]); // [B, S]
            var regularized = gram + ridge * draws * eye(draws, dtype: ScalarType.Float64, device: below.device);
            coefficients = linalg.solve(regularized, target.unsqueeze(-1)).squeeze(-1); // r̂(z_i)/S, [B, S]
        }
        // r̂(z) = [mean_j k(z, f_j) − Σ_i r̂(g_i)/S k(z, g_i)]/λ.
        var fitted = ((Squares(below, ofAbove) / -width).exp().mean([-1L]) - (Squares(below, ofBelow) / -width).exp().matmul(coefficients.unsqueeze(-1)).squeeze(-1)) / ridge;
        return fitted.clamp(min: least).log();
    }

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
