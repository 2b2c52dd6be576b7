using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>p(z) p(x|z) with q(z|x), and a way to find log p(z) − log q(z|x). The three conditionals and the ratio are swapped independently; those that are modules are trained.</summary>
/// <typeparam name="TPrior">The type of p(z).</typeparam>
/// <typeparam name="TPosterior">The type of q(z|x).</typeparam>
public sealed class LatentVariableModel<TPrior, TPosterior> : nn.Module, ILatentModel
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly IConditional<TPrior> prior;
    private readonly IConditional<TPosterior> encoder;
    private readonly IConditional<IDistribution> decoder;
    private readonly ILogRatio<TPrior, TPosterior> ratio;

    /// <summary>A model of its parts, which it owns from now on.</summary>
    /// <param name="prior">p(z).</param>
    /// <param name="encoder">q(z|x).</param>
    /// <param name="decoder">p(x|z).</param>
    /// <param name="ratio">How log p(z) − log q(z|x) is found.</param>
    public LatentVariableModel(IConditional<TPrior> prior, IConditional<TPosterior> encoder, IConditional<IDistribution> decoder, ILogRatio<TPrior, TPosterior> ratio)
        : base(nameof(LatentVariableModel<,>))
    {
        (this.prior, this.encoder, this.decoder, this.ratio) = (prior, encoder, decoder, ratio);
        RegisterComponents();
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
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var inputs = batch.Inputs;
        var posterior = encoder.At(inputs);
        var draw = gradient.Prepare(posterior.Sample(random.Split("latent"), samples)) with { Context = inputs };
        var logLikelihood = decoder.At(new Inputs(draw.Value, Label: batch.Label)).LogDensity(batch.Value); // [S, B]
        return new LogTerms(draw, logLikelihood, ratio.Estimate(prior.At(inputs), posterior, draw, random.Split("ratio")), ratio.Standing);
    }
}
