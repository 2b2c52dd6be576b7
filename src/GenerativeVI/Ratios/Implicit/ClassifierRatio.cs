using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// Adversarial variational Bayes: a classifier T(x, z) tells draws of q(z|x) from draws of the prior; at its best, T* = log q(z|x) − log p(z) (Mescheder+ 2017, prop. 1). E_q ∇_φ T* = 0, so the
/// gradient takes T as a fixed function of z.
/// </summary>
/// <remarks>
/// With adaptive contrast (section 3.3 there) the classifier compares q with r(z|x) = N(m, diag s²) of q's own moments, by so many draws, in the coordinates (z − m)/s, and
/// log p(z) − log q(z|x) = log p(z) − log r(z|x) − T(x, z): near enough to be told apart finely, where q and p are far from each other. A classifier is never at its best: the number is biased,
/// mostly towards 0, and guarantees nothing.
/// A prior learns too: through log p(z) where it has a density, and where it is implicit, z′ = g(ε), through its own draws under the fixed classifier, log E_p exp T(x, z′), the Donsker–Varadhan form of
/// E_q log p(z)'s gradient.
/// </remarks>
/// <typeparam name="TPrior">The type of the prior; without adaptive contrast it is only sampled, and may be implicit.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior: anything that can be sampled.</typeparam>
public sealed class ClassifierRatio<TPrior, TPosterior> : nn.Module, ITrainedRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly Critic classifier;
    private readonly int contrast;

    /// <summary>A ratio by a classifier.</summary>
    /// <param name="classifier">T, with one output; owned from now on.</param>
    /// <param name="contrast">The draws that q's moments are found from, at least 2; 0, the default, is plain adversarial variational Bayes.</param>
    public ClassifierRatio(Critic classifier, int contrast = 0)
        : base(nameof(ClassifierRatio<,>))
    {
        (this.classifier, this.contrast) = (classifier, AdaptiveContrast.Checked(contrast));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The prior has no density under adaptive contrast.</exception>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        using var _ = new Frozen(classifier);
        var (z, x) = (draw.Value, draw.Context?.Value);
        if (AdaptiveContrast.Of(posterior, contrast, random) is { } reference)
        {
            var value = AdaptiveContrast.Known(prior).LogDensity(z) - reference.LogDensity(z) - Logit(reference, z, x);
            return new RatioEstimate(value, value);
        }
        var plain = -Logit(null, z, x);
        return new RatioEstimate(plain, PriorGradient.Of(prior, z, () => Logit(null, Drawn(prior, z, random), x)) is { } learned ? plain + learned : plain);
    }

    /// <summary>log σ(T(x, z)) + log(1 − σ(T(x, z′))), z ~ q and z′ from the prior or from r.</summary>
    /// <inheritdoc/>
    public Tensor Fit(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        var (z, x) = (draw.Value.detach(), draw.Context?.Value);
        var reference = AdaptiveContrast.Of(posterior, contrast, random);
        using var _ = no_grad();
        var other = reference is null
            ? Drawn(prior, z, random)
            : reference.Sample(random.Split("contrast"), z.shape.AsSpan()[..^(1 + reference.BatchShape.Length)]).Value;
        using var __ = enable_grad();
        return -nn.functional.softplus(-Logit(reference, z, x)) - nn.functional.softplus(Logit(reference, other, x)); // [S, B]
    }

    // As many draws of the prior as there are of z.
    private static Tensor Drawn(TPrior prior, Tensor value, RandomStream random) => PriorGradient.Draws(prior, random.Split("prior"), value.shape.AsSpan()[..^(1 + prior.BatchShape.Length)]);

    private Tensor Logit(Normal? reference, Tensor value, Tensor? context) =>
        classifier.call(AdaptiveContrast.Standardized(value, reference), context).squeeze(-1);
}
