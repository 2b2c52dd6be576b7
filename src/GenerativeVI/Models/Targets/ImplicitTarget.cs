using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A posterior without a density, z = g(ε), fitted to an unnormalized density p̃ through a log-ratio that needs none: log p̃(z) − log q(z) = [log p̃(z) − log r(z)] + [log N(u; 0, I) − log q(u)], with
/// r = N(m, L Lᵀ) of q's own moments and u = L⁻¹(z − m).
/// </summary>
/// <remarks>
/// That is the adaptive contrast of Mescheder+ (2017, section 3.3) with a full covariance: in the coordinates u a classifier, a kernel or a denoising autoencoder has to learn only in what q is no Gaussian.
/// Moments are found anew at every look and without a gradient.
/// </remarks>
public sealed class ImplicitTarget : nn.Module, ILatentModel
{
    private readonly CheckedTarget target;
    private readonly IConditional<ISampler> posterior;
    private readonly ILogRatio<StandardNormal, ISampler> ratio;
    private readonly int moments;

    /// <summary>A target and what is fitted to it, which the model owns from now on.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; its shape is checked always, that it is finite and differentiable at the first call.</param>
    /// <param name="posterior">q, without a batch axis, whose draws carry gradients.</param>
    /// <param name="ratio">How log N(u; 0, I) − log q(u) is found.</param>
    /// <param name="moments">The draws that m and L are found from, more than D; 1000 by default.</param>
    public ImplicitTarget(Func<Tensor, Tensor> target, IConditional<ISampler> posterior, ILogRatio<StandardNormal, ISampler> ratio, int moments = 1000)
        : base(nameof(ImplicitTarget))
    {
        if (moments < 2) throw new ArgumentOutOfRangeException(nameof(moments), $"moments: expected at least 2 draws, got {moments}.");
        (this.target, this.posterior, this.ratio, this.moments) = (new CheckedTarget(target), posterior, ratio, moments);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => ratio.Standing;

    /// <summary>q.</summary>
    public IConditional<ISampler> Posterior => posterior;

    /// <summary>S draws of q for each of B independent estimates.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient needs what q does not have, q has a batch axis, or its draws lie in a subspace.</exception>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var q = Checked(posterior.At(batch.Inputs));
        if (gradient.NeedsLogPosterior || gradient.FreezePosterior)
            throw new ArgumentException($"{gradient.GetType().Name} needs log q at a draw, and {q.GetType().Name} has no density; take the pathwise gradient.");
        var white = Whiten(q, random);
        var draw = gradient.Prepare(q.Sample(random.Split("latent"), samples, batch.Value.shape[0]));
        var logLikelihood = target.At(draw.Value) - white.Contrast.LogDensity(draw.Value);
        return new LogTerms(draw, logLikelihood, ratio.Estimate(Reference(white), white, draw with { Value = white.Map(draw.Value) }, random.Split("ratio")), Standing);
    }

    /// <summary>What the ratio's own network maximizes at draws of q as it is.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>The draw, and what is maximized, [S, B], with gradients to that network alone.</returns>
    /// <exception cref="ArgumentException">The ratio has nothing to train.</exception>
    public (Draw Draw, Tensor Fit) Fit(Batch batch, int samples, RandomStream random)
    {
        var trained = ratio as ITrainedRatio<StandardNormal, ISampler> ?? throw new ArgumentException($"{ratio.GetType().Name.Split('`')[0]} has nothing to train.");
        Whitened white;
        Draw draw;
        using (no_grad())
        {
            var q = Checked(posterior.At(batch.Inputs));
            white = Whiten(q, random);
            draw = white.Sample(random.Split("latent"), samples, batch.Value.shape[0]);
        }
        return (draw, trained.Fit(Reference(white), white, draw, random.Split("fit")));
    }

    private static ISampler Checked(ISampler q) => q.BatchShape.Length == 0 ? q : throw new ArgumentException($"the posterior of a target has no batch axis: expected [], got {Shapes.Text(q.BatchShape)}.");

    private static StandardNormal Reference(Whitened white) => new(white.Contrast.Mean.shape[^1], white.Contrast.Mean.dtype);

    private Whitened Whiten(ISampler q, RandomStream random)
    {
        using var _ = no_grad();
        var draws = q.Sample(random.Split("moments"), moments).Value; // [M, D]
        var mean = draws.mean([0L]);
        var (offsets, dimension) = (draws - mean, draws.shape[1]);
        if (moments <= dimension) throw new ArgumentException($"moments: the covariance of {dimension} elements needs more draws than that, got {moments}.");
        return new Whitened(q, FullNormal.Of(mean, offsets.t().Product(offsets) / (moments - 1)));
    }

    /// <summary>u = L⁻¹(z − m).</summary>
    private sealed class Whitened(ISampler q, FullNormal contrast) : ISampler
    {
        public FullNormal Contrast => contrast;

        public long[] BatchShape => q.BatchShape;

        public Tensor Map(Tensor value) => Matrices.SolveLower(contrast.Factor, value - contrast.Mean);

        public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(Map(q.Sample(random, shape).Value));
    }
}
