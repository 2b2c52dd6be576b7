using GenerativeVI.Conditionals;
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
/// <param name="Prior">p(z).</param>
/// <param name="Posterior">q(z|x), which is drawn from.</param>
/// <param name="Ratio">The ratio that is fitted.</param>
/// <param name="Samples">S ≥ 1 draws a row; 1 by default.</param>
public sealed record RatioFit<TPrior, TPosterior>(IConditional<TPrior> Prior, IConditional<TPosterior> Posterior, ITrainedRatio<TPrior, TPosterior> Ratio, int Samples = 1)
    where TPrior : ISampler
    where TPosterior : ISampler
{
    /// <summary>The phase of a latent-variable model's ratio.</summary>
    /// <param name="model">The model whose posterior is drawn from.</param>
    /// <param name="ratio">The ratio that is fitted.</param>
    /// <param name="samples">S ≥ 1 draws a row; 1 by default.</param>
    public RatioFit(LatentVariableModel<TPrior, TPosterior> model, ITrainedRatio<TPrior, TPosterior> ratio, int samples = 1)
        : this(model.Prior, model.Encoder, ratio, samples)
    {
    }

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
            (prior, posterior) = (Prior.At(inputs), Posterior.At(inputs));
            draw = posterior.Sample(random.Split("latent"), Samples) with { Context = inputs };
        }
        var fit = Ratio.Fit(prior, posterior, draw, random.Split("fit"));
        return new Bound(null, fit.mean(), Guarantee.None, new LogTerms(draw, fit.detach(), new RatioEstimate(null, fit), Ratio.Standing));
    }
}
