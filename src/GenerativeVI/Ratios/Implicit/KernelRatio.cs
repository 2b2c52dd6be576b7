using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// Kernel implicit variational inference: the ratio p/q by ridge regression in the space of a Gaussian kernel k, from S draws of q and as many as wanted of p,
/// r̂ = argmin ½ E_q (r̂ − p/q)² + (λ/2) ‖r̂‖², in closed form: at the draws of q, r̂ = (S/n) (K_qq + λ S I)⁻¹ K_qp 1 (Shi, Sun &amp; Zhu 2018, eq. 9).
/// </summary>
/// <remarks>
/// It regresses p/q and not q/p, the reverse-ratio trick: the draws that the regression is over are those that log r̂ is taken at. The kernel is exp(−‖z − z′‖²/h²), with h² a multiple of the median of the squared distances
/// among draws of q: as wide as all of q, the kernel does not see that a part of it is thin, and an implicit q learned through it may end as a filament (on a ring it does). The multiple is given, or the one of a
/// few whose regression, over four fifths of the draws, has the least error on the others, ½ E_q w r̂² − E_p w r̂ = ½ E_q w (r̂ − p/q)² + const with
/// w = 1 where a draw of q is near and else 0. Without w the error is not finite where q has lighter tails than p, and the widest kernel wins by
/// what it says of places that q never visits and log r̂ is never asked of. What falls below the least ratio is raised to it, and
/// gives no gradient; the estimate says which. The gradient takes r̂ as a fixed function of z. Biased at finite S; the number guarantees nothing.
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
    // From as wide as four times the spread of all of q to a thousandth of it, the field's usual grid of a few to a decade.
    private static readonly double[] Multiples = [4, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

    private const int HeldOutParts = 5;

    // The share of the draws of q whose nearest other is near.
    private const double Nearness = 0.9;

    private readonly int priorSamples;
    private readonly double ridge;
    private readonly double least;
    private readonly int contrast;
    private readonly double? bandwidth;

    /// <summary>A ratio by kernel regression.</summary>
    /// <param name="priorSamples">n ≥ 1 draws of p, or of r under adaptive contrast, the same for every row.</param>
    /// <param name="ridge">λ above 0; 10⁻³ by default.</param>
    /// <param name="least">The least ratio p/q, above 0; 10⁻⁸ by default.</param>
    /// <param name="contrast">The draws that q's moments are found from, at least 2; 0, the default, for no adaptive contrast.</param>
    /// <param name="bandwidth">h² over the median of the squared distances among the draws, above 0; 1 by default, and by the regression's error on held-out draws, at every estimate anew, when null.</param>
    public KernelRatio(int priorSamples, double ridge = 1e-3, double least = 1e-8, int contrast = 0, double? bandwidth = 1)
    {
        if (priorSamples < 1) throw new ArgumentOutOfRangeException(nameof(priorSamples), $"prior samples: expected at least 1, got {priorSamples}.");
        if (!(ridge > 0)) throw new ArgumentOutOfRangeException(nameof(ridge), $"ridge: expected above 0, got {ridge}.");
        if (!(least > 0)) throw new ArgumentOutOfRangeException(nameof(least), $"least ratio: expected above 0, got {least}.");
        if (bandwidth is { } given && !(given > 0)) throw new ArgumentOutOfRangeException(nameof(bandwidth), $"bandwidth: expected above 0, got {bandwidth}.");
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
        var fitted = Fitted(other, z);
        var value = fitted.clamp(min: least).log().movedim([-1], [0]).to_type(draw.Value.dtype); // [S, B]
        var clamped = (fitted.detach() < least).movedim([-1], [0]);
        if (reference is not null) value = value + AdaptiveContrast.Known(prior).LogDensity(draw.Value) - reference.LogDensity(draw.Value);
        var learned = reference is null ? PriorGradient.Of(prior, draw.Value, () => Fitted(z, other).clamp(min: least).log().to_type(draw.Value.dtype)) : null;
        return new RatioEstimate(value, learned is null ? value : value + learned, Clamped: clamped);
    }

    /// <summary>The regression of f/g at the draws of g, as a function of them with everything else fixed.</summary>
    /// <param name="above">Draws of f, [B, n, D].</param>
    /// <param name="below">Draws of g, [B, S, D].</param>
    /// <returns>[B, S].</returns>
    private Tensor Fitted(Tensor above, Tensor below)
    {
        var (ofAbove, ofBelow) = (above.detach(), below.detach());
        Tensor coefficients, width;
        using (no_grad())
        {
            var (among, across) = (Squares(ofBelow, ofBelow), Squares(ofBelow, ofAbove));
            var median = Median(among);
            width = median * (bandwidth ?? BestOn(among, across, Squares(ofAbove, ofAbove), median));
            coefficients = Coefficients(among, across, width);
        }
        return Predicted(Squares(below, ofBelow), Squares(below, ofAbove), coefficients, width);
    }

    // r̂(z_i)/S at the draws of g, [B, S].
    private Tensor Coefficients(Tensor among, Tensor across, Tensor width)
    {
        var draws = among.shape[^1];
        var regularized = (among / -width).exp() + ridge * draws * eye(draws, dtype: ScalarType.Float64, device: among.device);
        return linalg.solve(regularized, (across / -width).exp().mean([-1L]).unsqueeze(-1)).squeeze(-1);
    }

    // r̂(z) = [mean_j k(z, f_j) − Σ_i r̂(g_i)/S k(z, g_i)]/λ.
    private Tensor Predicted(Tensor toBelow, Tensor toAbove, Tensor coefficients, Tensor width) =>
        ((toAbove / -width).exp().mean([-1L]) - (toBelow / -width).exp().Product(coefficients.unsqueeze(-1)).squeeze(-1)) / ridge;

    // Of the multiples the one with the least ½ E_g w r̂² − E_f w r̂ = ½ E_g w (r̂ − f/g)² + const over held-out draws, w = 1 where a draw of g is
    // as near as it is to most others of them.
    private double BestOn(Tensor among, Tensor across, Tensor between, Tensor median)
    {
        var (draws, others) = (among.shape[^1], across.shape[^1]);
        var (kept, keptOthers) = (draws - Math.Max(1, draws / HeldOutParts), others - Math.Max(1, others / HeldOutParts));
        if (kept < 2 || keptOthers < 1) return 1;
        Tensor Part(Tensor of, bool heldRows, bool above) => of
            .narrow(-2, heldRows ? kept : 0, heldRows ? draws - kept : kept)
            .narrow(-1, 0, above ? keptOthers : kept);
        var toAbove = across.narrow(-2, 0, kept).narrow(-1, keptOthers, others - keptOthers).transpose(-1, -2); // [B, held f, kept g]
        var own = Part(among, false, false) + eye(kept, dtype: ScalarType.Float64, device: among.device) * double.MaxValue;
        var near = own.min(-1).values.quantile(tensor(Nearness, dtype: ScalarType.Float64, device: among.device), -1).unsqueeze(-1); // [B, 1]
        var (nearBelow, nearAbove) = (Near(Part(among, true, false)), Near(toAbove));
        Tensor Near(Tensor squares) => (squares.min(-1).values <= near).to_type(ScalarType.Float64);
        return Multiples.MinBy(multiple =>
        {
            using var scope = NewDisposeScope();
            var width = median * multiple;
            var coefficients = Coefficients(Part(among, false, false), Part(across, false, true), width);
            var atBelow = Predicted(Part(among, true, false), Part(across, true, true), coefficients, width);
            var atAbove = Predicted(
                toAbove, between.narrow(-2, keptOthers, others - keptOthers).narrow(-1, 0, keptOthers), coefficients, width);
            return ((atBelow.square() * nearBelow).mean() / 2 - (atAbove * nearAbove).mean()).item<double>();
        });
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
