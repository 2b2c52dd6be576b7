using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>p(z) p(x|z) with q(z|x), and a way to find log p(z) − log q(z|x). The three conditionals and the ratio are swapped independently; those that are modules are trained.</summary>
/// <typeparam name="TPrior">The type of p(z).</typeparam>
/// <typeparam name="TPosterior">The type of q(z|x).</typeparam>
public sealed class LatentVariableModel<TPrior, TPosterior> : nn.Module, IWeighable
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly IConditional<TPrior> prior;
    private readonly IConditional<TPosterior> encoder;
    private readonly IConditional<IDistribution> decoder;
    private readonly ILogRatio<TPrior, TPosterior> ratio;
    private readonly IFreezableRatio<TPrior, TPosterior>? atDraws;

    /// <summary>A model of its parts, which it owns from now on.</summary>
    /// <param name="prior">p(z).</param>
    /// <param name="encoder">q(z|x).</param>
    /// <param name="decoder">p(x|z).</param>
    /// <param name="ratio">How log p(z) − log q(z|x) is found.</param>
    /// <param name="atDraws">
    /// How it is found where one value a draw is needed, as by importance weights, and <paramref name="ratio"/> has
    /// none; null where nothing else is known.
    /// </param>
    public LatentVariableModel(
        IConditional<TPrior> prior,
        IConditional<TPosterior> encoder,
        IConditional<IDistribution> decoder,
        ILogRatio<TPrior, TPosterior> ratio,
        IFreezableRatio<TPrior, TPosterior>? atDraws = null)
        : base(nameof(LatentVariableModel<,>))
    {
        (this.prior, this.encoder, this.decoder, this.ratio, this.atDraws) = (prior, encoder, decoder, ratio, atDraws);
        RegisterComponents();
        TorchConvolutions.Guard(this);
    }

    /// <inheritdoc/>
    public Standing Standing => ratio.Standing;

    /// <summary>p(z).</summary>
    public IConditional<TPrior> Prior => prior;

    /// <summary>q(z|x).</summary>
    public IConditional<TPosterior> Encoder => encoder;

    /// <summary>p(x|z).</summary>
    public IConditional<IDistribution> Decoder => decoder;

    /// <summary>The same model, sharing every parameter, with its log-ratio found another way: a VAE trained with the closed-form KL is evaluated with one ratio a draw.</summary>
    /// <param name="other">The other way.</param>
    public LatentVariableModel<TPrior, TPosterior> With(ILogRatio<TPrior, TPosterior> other) => new(prior, encoder, decoder, other);

    /// <inheritdoc/>
    public ILatentModel AtDraws =>
        ratio.Standing.Weighting == Weighting.PerDraw || atDraws is null ? this : With(atDraws);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient needs what the posterior or the log-ratio does not have.</exception>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random) =>
        Sample(batch, prior.At(batch.Inputs), encoder.At(batch.Inputs), samples, gradient, random);

    /// <inheritdoc/>
    public ILatentModel Given(Batch batch) => new Encoded(this, prior.At(batch.Inputs), encoder.At(batch.Inputs));

    private LogTerms Sample(Batch batch, TPrior prior, TPosterior posterior, int samples, GradientEstimator gradient, RandomStream random)
    {
        if (gradient.NeedsPath && is_grad_enabled() && posterior is not IReparameterized)
            throw new ArgumentException($"{gradient.GetType().Name}: draws of {posterior.GetType().Name} carry no gradient to its parameters; take the score function, or relaxed draws.");
        var draw = gradient.Prepare(posterior.Sample(random.Split("latent"), samples)) with { Context = batch.Inputs };
        var logLikelihood = decoder.At(new Inputs(draw.Value, batch.Context, batch.Label)).LogDensity(batch.Value); // [S, B]
        Shapes.Require(logLikelihood, "log p(x|z)", samples, batch.Value.shape[0]);
        var (ratio, isFrozen) = Ratio(gradient);
        var stream = random.Split("ratio");
        var estimate = isFrozen
            ? ((IFreezableRatio<TPrior, TPosterior>)ratio).EstimateFrozen(prior, posterior, draw, stream)
            : ratio.Estimate(prior, posterior, draw, stream);
        var logPosterior = estimate.LogPosterior ?? (gradient.NeedsLogPosterior ? LogPosterior(posterior, draw) : null);
        return new LogTerms(draw, logLikelihood, estimate, ratio.Standing, logPosterior, estimate.ByDimension);
    }

    // The ratio for a gradient, and whether q is to be constant in it.
    private (ILogRatio<TPrior, TPosterior> Ratio, bool IsFrozen) Ratio(GradientEstimator gradient)
    {
        // An integrated ratio has no draw in it: its own gradient is exact, and a score function leaves it alone.
        if (!gradient.FreezePosterior || (!gradient.NeedsPath && ratio.Standing.Weighting != Weighting.PerDraw))
            return (ratio, false);
        return (ratio as IFreezableRatio<TPrior, TPosterior> ?? atDraws) is { } freezable
            ? (freezable, true)
            : throw new ArgumentException(
                $"{gradient.GetType().Name} freezes q in log q, which {ratio.GetType().Name.Split('`')[0]} does not evaluate at a draw; "
                + "take the ratio of exact densities, or the pathwise gradient.");
    }

    private static Tensor LogPosterior(TPosterior posterior, Draw draw) => posterior is IDistribution known
        ? known.LogDensity(draw.Value)
        : throw new ArgumentException($"the score function needs log q at a draw, and {posterior.GetType().Name} has no density; take the pathwise gradient.");

    private sealed class Encoded(LatentVariableModel<TPrior, TPosterior> model, TPrior prior, TPosterior posterior) : ILatentModel
    {
        public Standing Standing => model.Standing;

        public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random) => model.Sample(batch, prior, posterior, samples, gradient, random);
    }
}
