using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A network with a posterior over the vector v of all its weights at once, of any family: Σ_n E_q log p(t_n|x_n, v) + E_q [log p(v) − log q(v)] is a lower bound of the log evidence, and per row the
/// log-ratio counts 1/N. It is shared by the whole data set, so that no importance weight of a row can be made of it.
/// </summary>
public abstract class WeightModel : nn.Module, ILatentModel
{
    private readonly WeightLikelihood likelihood;

    private protected WeightModel(string name, WeightLikelihood likelihood)
        : base(name) => this.likelihood = likelihood;

    /// <summary>p(t|x, v).</summary>
    public WeightLikelihood Likelihood => likelihood;

    /// <inheritdoc/>
    public abstract Standing Standing { get; }

    /// <inheritdoc/>
    public abstract LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random);

    /// <summary>Draws of q(v), without a gradient.</summary>
    /// <param name="samples">S ≥ 1.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>[S, length].</returns>
    public abstract Tensor Weights(int samples, RandomStream random);

    /// <summary>The predictive probabilities of classes by S draws, in one pass.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <exception cref="InvalidOperationException">The network predicts numbers.</exception>
    public ClassPrediction PredictClasses(Tensor inputs, int samples, RandomStream random) => Likelihood.PredictClasses(Weights(samples, random), inputs);

    /// <summary>The predictive mixture of normals by S draws, in one pass.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <exception cref="InvalidOperationException">The network predicts classes.</exception>
    public NumberPrediction PredictNumbers(Tensor inputs, int samples, RandomStream random) => Likelihood.PredictNumbers(Weights(samples, random), inputs);
}

/// <summary>A weight model of its parts, each exchangeable for itself: p(v), q(v), and a way to find log p(v) − log q(v).</summary>
/// <typeparam name="TPrior">The type of p(v).</typeparam>
/// <typeparam name="TPosterior">The type of q(v).</typeparam>
public sealed class WeightModel<TPrior, TPosterior> : WeightModel
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private static readonly Inputs Nothing = new(null!);

    private readonly IConditional<TPrior> prior;
    private readonly IConditional<TPosterior> posterior;
    private readonly ILogRatio<TPrior, TPosterior> ratio;

    /// <summary>A model of its parts, which it owns from now on.</summary>
    /// <param name="likelihood">p(t|x, v).</param>
    /// <param name="prior">p(v), which looks at no inputs; N(0, I) is the one whose scales the network has.</param>
    /// <param name="posterior">q(v), which looks at no inputs and has no batch axis.</param>
    /// <param name="ratio">How log p(v) − log q(v) is found.</param>
    public WeightModel(WeightLikelihood likelihood, IConditional<TPrior> prior, IConditional<TPosterior> posterior, ILogRatio<TPrior, TPosterior> ratio)
        : base(nameof(WeightModel<,>), likelihood)
    {
        (this.prior, this.posterior, this.ratio) = (prior, posterior, ratio);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Standing Standing => new(ratio.Standing.Guarantee, Weighting.Shared);

    /// <summary>p(v).</summary>
    public TPrior Prior => prior.At(Nothing);

    /// <summary>q(v).</summary>
    public TPosterior Posterior => posterior.At(Nothing);

    /// <summary>The same model, sharing every parameter, with its log-ratio found another way.</summary>
    /// <param name="other">The other way.</param>
    public WeightModel<TPrior, TPosterior> With(ILogRatio<TPrior, TPosterior> other) => new(Likelihood, prior, posterior, other);

    /// <inheritdoc/>
    public override Tensor Weights(int samples, RandomStream random)
    {
        if (samples < 1) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 1, got {samples}.");
        using var _ = no_grad();
        return Posterior.Sample(random, samples).Value;
    }

    /// <summary>log p(t|x, v) at S draws of v that all rows share, and the log-ratio of each over N.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient needs what q or its ratio does not have, or q has a batch axis.</exception>
    public override LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var (p, q) = (Prior, Posterior);
        if (q.BatchShape.Length > 0) throw new ArgumentException($"the posterior of weights has no batch axis: expected [], got {Shapes.Text(q.BatchShape)}.");
        if (gradient.NeedsPath && is_grad_enabled() && q is not IReparameterized)
            throw new ArgumentException($"{gradient.GetType().Name}: draws of {q.GetType().Name} carry no gradient to its parameters; take the score function, or relaxed draws.");
        var draw = gradient.Prepare(q.Sample(random.Split("weights"), samples, 1)); // [S, 1, length]
        var logLikelihood = Likelihood.LogDensity(draw.Value.squeeze(1), batch); // [S, B]
        var estimate = Ratio(gradient)(p, q, draw, random.Split("ratio"));
        var logPosterior = estimate.LogPosterior ?? (gradient.NeedsLogPosterior ? LogPosterior(q, draw) : null);
        var shared = new RatioEstimate(Share(estimate.Value, batch), Share(estimate.Surrogate, batch)!, Clamped: estimate.Clamped);
        return new LogTerms(draw, logLikelihood, shared, Standing, logPosterior?.reshape(-1, 1).expand(-1, batch.Value.shape[0]));
    }

    private Func<TPrior, TPosterior, Draw, RandomStream, RatioEstimate> Ratio(GradientEstimator gradient) =>
        !gradient.FreezePosterior || (!gradient.NeedsPath && ratio.Standing.Weighting != Weighting.PerDraw) ? ratio.Estimate
        : ratio is IFreezableRatio<TPrior, TPosterior> freezable ? freezable.EstimateFrozen
        : throw new ArgumentException($"{gradient.GetType().Name} freezes q in log q, which {ratio.GetType().Name.Split('`')[0]} does not evaluate at a draw; take the ratio of exact densities, or the pathwise gradient.");

    private static Tensor LogPosterior(TPosterior posterior, Draw draw) => posterior is IDistribution known
        ? known.LogDensity(draw.Value)
        : throw new ArgumentException($"the score function needs log q at a draw, and {posterior.GetType().Name} has no density; take the pathwise gradient.");

    // A number a draw, [S, 1], or one for all, as 1/N of it for every row.
    private static Tensor? Share(Tensor? value, Batch batch) => value is null ? null : (value.reshape(-1, 1) / batch.DataSetSize).expand(-1, batch.Value.shape[0]);
}
