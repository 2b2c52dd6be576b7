using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Fits in closed form, without an optimizer: by matched scores and by curvature.</summary>
internal static class DirectFits
{
    /// <summary>A fit.</summary>
    /// <param name="random">The stream of its draws.</param>
    /// <param name="before">Is told the number of every step.</param>
    /// <param name="cancellation">Ends it.</param>
    public delegate void Fit(RandomStream random, Action<int> before, CancellationToken cancellation);

    /// <summary>
    /// Steps by the scores at S draws of the normal as it is: batch and match at λ = S D/(t + 1), or Gaussian score
    /// matching.
    /// </summary>
    /// <param name="target">log p̃.</param>
    /// <param name="posterior">What moves.</param>
    /// <param name="settings">Checked.</param>
    public static Fit Matching(Func<Tensor, Tensor> target, LearnedFullNormal posterior, TargetSettings settings) =>
        (random, before, cancellation) =>
    {
        var known = new CheckedTarget(target);
        for (var step = 0; step < settings.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            before(step);
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var q = posterior.At(new Inputs(zeros(1)));
            var draws = q.Sample(random.Split("latent"), settings.Draws).Value;
            var scores = TargetScores.Of(known.At, draws);
            posterior.Become(settings.Posterior == TargetPosterior.Bam
                ? BatchAndMatch.Update(q, draws, scores, (double)settings.Draws * draws.shape[1] / (step + 1))
                : GaussianScoreMatching.Update(q, draws, scores));
        }
    };

    /// <summary>
    /// Pathfinder, from a start drawn from N(0, scale²), with S draws for the ELBO of every normal on the way.
    /// </summary>
    /// <param name="target">log p̃.</param>
    /// <param name="start">The stream's draw is of its shape and type.</param>
    /// <param name="settings">Checked.</param>
    /// <param name="put">Takes what was found.</param>
    public static Fit Path(Func<Tensor, Tensor> target, Tensor start, TargetSettings settings,
        Action<FullNormal> put) => (random, before, cancellation) =>
    {
        before(settings.Steps - 1);
        using var scope = NewDisposeScope();
        var first = random.Split("start").Normal(start.shape, start.dtype) * settings.Scale;
        put(Pathfinder.Of(target, first, settings.Draws, random.Split("draws"), settings.Steps, cancellation)
            .Approximation);
    };

    /// <summary>Laplace's approximation, from a start drawn from N(0, scale²).</summary>
    /// <param name="target">log p̃.</param>
    /// <param name="start">The stream's draw is of its shape and type.</param>
    /// <param name="settings">Checked.</param>
    /// <param name="put">Takes what was found.</param>
    public static Fit Curvature(Func<Tensor, Tensor> target, Tensor start, TargetSettings settings,
        Action<LaplaceApproximation> put) => (random, before, cancellation) =>
    {
        before(settings.Steps - 1);
        using var scope = NewDisposeScope();
        put(LaplaceApproximation.Of(target, random.Split("start").Normal(start.shape, start.dtype) * settings.Scale,
            cancellation));
    };
}
