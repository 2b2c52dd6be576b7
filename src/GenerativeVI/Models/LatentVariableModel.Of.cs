using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;

namespace GenerativeVI.Models;

/// <summary>
/// Models of a prior p(z), an encoder q(z|x) and a decoder p(x|z): log p(z) − log q(z|x) is found by what the types of the
/// parts allow, so that another prior or posterior changes one line.
/// </summary>
/// <remarks>
/// Every one of them bounds log p(x) from below. For a ratio of your own, or with other settings, construct
/// <see cref="LatentVariableModel{TPrior, TPosterior}"/>.
/// </remarks>
public static class LatentVariableModel
{
    private const int Kernels = 50;

    /// <summary>
    /// A model whose prior and posterior have densities: with KL(q‖p) in closed form where the types of both are known to
    /// have one, such as <see cref="Normal"/> and <see cref="StandardNormal"/>, else with the exact log-densities at the
    /// draws; importance weights take these always.
    /// </summary>
    /// <typeparam name="TPrior">The type of p(z).</typeparam>
    /// <typeparam name="TPosterior">The type of q(z|x).</typeparam>
    /// <param name="prior">p(z); the model owns its parts from now on.</param>
    /// <param name="encoder">q(z|x).</param>
    /// <param name="decoder">p(x|z).</param>
    public static LatentVariableModel<TPrior, TPosterior> Of<TPrior, TPosterior>(
        IConditional<TPrior> prior, IConditional<TPosterior> encoder, IConditional<IDistribution> decoder)
        where TPrior : IDistribution
        where TPosterior : IDistribution
    {
        var exact = new BracketedRatio<TPrior, TPosterior>(Exact<TPrior>(), Exact<TPosterior>());
        return KullbackLeibler.IsKnown(typeof(TPosterior), typeof(TPrior))
            ? new(prior, encoder, decoder, new ClosedFormRatio<TPrior, TPosterior>(), exact)
            : new(prior, encoder, decoder, exact);
    }

    /// <summary>
    /// A model whose posterior states the log-density of its own draws, as a flow without an inverse does.
    /// </summary>
    /// <param name="prior">p(z); the model owns its parts from now on.</param>
    /// <param name="encoder">
    /// q(z|x). An implicit one, which knows no density, is refused at its first draw: it needs a trained ratio.
    /// </param>
    /// <param name="decoder">p(x|z).</param>
    public static LatentVariableModel<IDistribution, ISampler> Of(
        IConditional<IDistribution> prior, IConditional<ISampler> encoder, IConditional<IDistribution> decoder) =>
        Bracketed(prior, encoder, decoder, new ExactDensity(), new DrawnDensity());

    /// <summary>
    /// A model with a semi-implicit posterior q(z|x) = ∫ q(z|ψ, x) q(ψ|x) dψ, bracketed by fresh draws of ψ (SIVI; Yin
    /// &amp; Zhou 2018).
    /// </summary>
    /// <param name="prior">p(z); the model owns its parts from now on.</param>
    /// <param name="encoder">q(z|x).</param>
    /// <param name="decoder">p(x|z).</param>
    /// <param name="mixingSamples">K ≥ 0 draws of ψ beside the one that made z; 50 by default. The bound tightens like 1/K.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mixingSamples"/> is negative.</exception>
    public static LatentVariableModel<IDistribution, ISemiImplicit<ISampler>> Of(
        IConditional<IDistribution> prior,
        IConditional<ISemiImplicit<ISampler>> encoder,
        IConditional<IDistribution> decoder,
        int mixingSamples = Kernels) =>
        Bracketed(prior, encoder, decoder, new ExactDensity(), new MixingSamples(mixingSamples));

    /// <summary>
    /// A model with a semi-implicit prior p(z) = ∫ p(z|ζ) p(ζ) dζ, bracketed by draws of ζ (Molchanov+ 2019, eq. 10).
    /// </summary>
    /// <param name="prior">p(z); the model owns its parts from now on.</param>
    /// <param name="encoder">q(z|x), which states at least the log-density of its own draws.</param>
    /// <param name="decoder">p(x|z).</param>
    /// <param name="mixingSamples">K ≥ 1 draws of ζ; 50 by default. The bound tightens like 1/K.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mixingSamples"/> is below 1.</exception>
    public static LatentVariableModel<ISemiImplicit<ISampler>, ISampler> Of(
        IConditional<ISemiImplicit<ISampler>> prior,
        IConditional<ISampler> encoder,
        IConditional<IDistribution> decoder,
        int mixingSamples = Kernels) =>
        Bracketed(prior, encoder, decoder, OfPrior(mixingSamples), new DrawnDensity());

    /// <summary>A model whose prior and posterior are both semi-implicit (DSIVI; Molchanov+ 2019).</summary>
    /// <param name="prior">p(z); the model owns its parts from now on.</param>
    /// <param name="encoder">q(z|x).</param>
    /// <param name="decoder">p(x|z).</param>
    /// <param name="mixingSamples">K ≥ 1 draws for each of them; 50 by default. The bound tightens like 1/K.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mixingSamples"/> is below 1.</exception>
    public static LatentVariableModel<ISemiImplicit<ISampler>, ISemiImplicit<ISampler>> Of(
        IConditional<ISemiImplicit<ISampler>> prior,
        IConditional<ISemiImplicit<ISampler>> encoder,
        IConditional<IDistribution> decoder,
        int mixingSamples = Kernels) =>
        Bracketed(prior, encoder, decoder, OfPrior(mixingSamples), new MixingSamples(mixingSamples));

    private static LatentVariableModel<TPrior, TPosterior> Bracketed<TPrior, TPosterior>(
        IConditional<TPrior> prior,
        IConditional<TPosterior> encoder,
        IConditional<IDistribution> decoder,
        IDensityBound<TPrior> ofPrior,
        IDensityBound<TPosterior> ofPosterior)
        where TPrior : ISampler
        where TPosterior : ISampler =>
        new(prior, encoder, decoder, new BracketedRatio<TPrior, TPosterior>(ofPrior, ofPosterior));

    // Contravariance holds for reference types alone, and a distribution may be a struct.
    private static IDensityBound<T> Exact<T>()
        where T : IDistribution =>
        new ExactDensity() is IDensityBound<T> exact ? exact : throw new ArgumentException(
            $"{typeof(T).Name} is a struct; hold it as {nameof(IConditional<>)}<{nameof(IDistribution)}>.");

    private static MixingSamples OfPrior(int samples) => samples >= 1
        ? new MixingSamples(samples)
        : throw new ArgumentOutOfRangeException(
            nameof(samples), $"mixing samples: expected at least 1 for a semi-implicit prior, got {samples}.");
}
