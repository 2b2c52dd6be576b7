using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>The other phase of an implicit posterior of a target: what the log-ratio's own network maximizes. It has no number to report. See <see cref="RatioFit{TPrior, TPosterior}"/> for models of data.</summary>
/// <param name="Model">The model whose posterior is drawn from.</param>
/// <param name="Samples">S ≥ 1 draws a row.</param>
public sealed record TargetRatioFit(ImplicitTarget Model, int Samples)
{
    /// <summary>The fit by fresh draws.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="random">The stream of the draws.</param>
    public Bound Evaluate(Batch batch, RandomStream random)
    {
        var (draw, fit) = Model.Fit(batch, Samples, random);
        return new Bound(null, fit.mean(), Guarantee.None, new LogTerms(draw, fit.detach(), new RatioEstimate(null, fit), Model.Standing));
    }
}
