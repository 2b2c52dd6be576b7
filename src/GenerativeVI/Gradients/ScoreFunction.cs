using GenerativeVI.Distributions;
using GenerativeVI.Ratios;

namespace GenerativeVI.Gradients;

/// <summary>
/// The score-function gradient (log-derivative trick, REINFORCE): ∇_λ E_q F = E_q [F ∇_λ log q(z)] for draws that need carry no gradient, discrete ones among them. With F the objective of
/// log-weights ℓ_1 … ℓ_S, the score of draw s is multiplied by F(ℓ) − F(ℓ with ℓ_s replaced by b_s): only what depends on z_s. For the ELBO that is (ℓ_s − b_s)/S, the usual baseline; for an
/// importance-weighted bound it is VIMCO's learning signal, and the gradient of log q within F is treated likewise. Unbiased for any baseline b_s made without z_s. Its variance grows with the dimension of z, and far above that of a pathwise
/// gradient where there is one (Williams 1992; Paisley+ 2012; Ranganath+ 2014; Mnih &amp; Gregor 2014).
/// </summary>
/// <param name="baseline">b; zero when null.</param>
public sealed class ScoreFunction(Baseline? baseline = null) : GradientEstimator
{
    /// <inheritdoc/>
    public override bool FreezePosterior => true;

    /// <inheritdoc/>
    public override bool NeedsLogPosterior => true;

    /// <inheritdoc/>
    public override bool NeedsPath => false;

    /// <inheritdoc/>
    public override int LeastSamples => baseline?.LeastSamples ?? 1;

    /// <inheritdoc/>
    public override nn.Module? State => baseline;

    /// <summary>The baseline; null for none.</summary>
    public Baseline? Baseline => baseline;

    /// <inheritdoc/>
    public override Draw Prepare(Draw draw) => draw with { Value = draw.Value.detach(), Mixing = draw.Mixing?.detach(), LogDensity = null };

    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction)
    {
        var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate; // [S, B]
        var isIntegrated = terms.Standing.Weighting != Weighting.PerDraw;
        // What is the same for every draw of a row is no signal: a baseline stands for the draw's own part.
        var (plain, shared) = (logWeights.detach(), isIntegrated ? terms.LogRatio.Surrogate.detach() : null);
        var signal = shared is null ? plain : plain - shared;
        var expected = baseline?.At(terms, signal).expand(signal.shape) ?? zeros_like(signal);
        var replacement = shared is null ? expected.detach() : expected.detach() + shared;
        var (value, slope) = Reduction.WithSlope(plain, reduction.Of);
        var (without, slopeWithout) = Reduction.WithSlope(replacement, own => reduction.Of(OneByOne.Replace(plain, own)));
        // F holds log q itself, whose own gradient is −v_s times the score; what is the same whatever z_s is has mean zero and is left out of both.
        var learning = value.unsqueeze(0) - without.view(plain.shape) - (slope - slopeWithout); // [S, B]
        var surrogate = (learning * terms.LogPosterior!).sum(dim: 0) + reduction.Of(logWeights);
        return expected.requires_grad ? surrogate - (signal - expected).square().mean([0L]) : surrogate;
    }
}
