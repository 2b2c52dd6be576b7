using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>The other phase of an implicit method: what the log-ratio's own network maximizes at draws of the posterior as it is. It has no number to report.</summary>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
/// <param name="Model">The model whose posterior is drawn from.</param>
/// <param name="Ratio">The ratio that is fitted.</param>
/// <param name="Samples">S ≥ 1 draws a row; 1 by default.</param>
public sealed record RatioFit<TPrior, TPosterior>(LatentVariableModel<TPrior, TPosterior> Model, ITrainedRatio<TPrior, TPosterior> Ratio, int Samples = 1)
    where TPrior : ISampler
    where TPosterior : ISampler
{
    /// <summary>The fit on a batch.</summary>
    /// <param name="batch">x, [B, D].</param>
    /// <param name="random">The stream of the draws.</param>
    public Bound Evaluate(Batch batch, RandomStream random)
    {
        var inputs = batch.Inputs;
        TPosterior posterior;
        TPrior prior;
        Draw draw;
        using (no_grad())
        {
            (prior, posterior) = (Model.Prior.At(inputs), Model.Encoder.At(inputs));
            draw = posterior.Sample(random.Split("latent"), Samples) with { Context = inputs };
        }
        var fit = Ratio.Fit(prior, posterior, draw, random.Split("fit"));
        return new Bound(null, fit.mean(), Guarantee.None, new LogTerms(draw, fit.detach(), new RatioEstimate(null, fit), Ratio.Standing));
    }
}
