using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The three conditionals of a model, made one after the other from streams of their own.</summary>
internal sealed class Parts(ModelSettings settings, DataDescription data, RandomStream random, ScalarType dtype)
{
    private readonly Precision precision = settings.Networks.Precision;
    private readonly int classes = !settings.Labels ? 0 : data.Classes > 0 ? data.Classes : throw new ArgumentException(
        "labels: this data has none, so that a model cannot be conditional on them; leave Model.Labels out, or take data with labels.");

    /// <summary>q(z|x), or q(z|x, y).</summary>
    public IConditional<ISampler> Encoder()
    {
        if (settings.Posterior.Family == PosteriorFamily.SemiImplicit) return SemiImplicitParts.NoiseEncoder(settings, data, random, dtype);
        if (settings.Posterior.Family == PosteriorFamily.Hierarchical) return SemiImplicitParts.HierarchicalEncoder(settings, data.Dimension, random, dtype);
        if (settings.Posterior.Family == PosteriorFamily.Implicit) return SemiImplicitParts.Implicit(settings, data.Dimension, random, dtype);
        if (settings.Posterior.Family == PosteriorFamily.ImplicitKernel) return SemiImplicitParts.ImplicitKernel(settings, data, random, dtype);
        var body = Bodies.Encoder(settings.Networks, data, classes, random.Split("encoder"), dtype);
        var head = random.Split("encoder head");
        if (settings.Top > 0)
            return Told(new ChainedEncoder(
                body.Network, body.Features, settings.Top, settings.Latent, settings.Posterior.BottomUp, settings.Networks.Activation, head, dtype, precision));
        return settings.Posterior.Family switch
        {
            PosteriorFamily.Normal => Told(new NormalEncoder(body.Network, body.Features, settings.Latent, head, dtype, precision)),
            PosteriorFamily.FullCovariance => Told(new FullNormalEncoder(body.Network, body.Features, settings.Latent, head, dtype)),
            PosteriorFamily.LowRank => Told(new LowRankNormalEncoder(body.Network, body.Features, settings.Latent, settings.Posterior.Rank, head, dtype)),
            PosteriorFamily.Quantized => new QuantizingEncoder(
                new Headed(body.Network, body.Features, settings.Latent, head, dtype),
                new VectorQuantizer(settings.Posterior.Codes, settings.Posterior.CodeWidth, random.Split("codes"), dtype: dtype)),
            PosteriorFamily.Flow => Told(FlowEncoder.Of(body.Network, body.Features, settings.Latent, settings.Posterior.Flow, head, dtype, precision)),
            PosteriorFamily.Point => Told(new PointEncoder(body.Network, body.Features, settings.Latent, head, dtype, precision)),
            var family => throw new ArgumentException($"posterior: {family} is not a family."),
        };
    }

    /// <summary>p(x|z), or p(x|z, y).</summary>
    public IConditional<IDistribution> Decoder()
    {
        var (inputs, likelihood, head) = (settings.TotalLatent + classes, settings.Likelihood, random.Split("decoder head"));
        return Likelihood(likelihood.Family switch
        {
            LikelihoodFamily.Bernoulli when Bodies.IsConvolutional(settings.Networks.Kind) => Of(new BernoulliOutput()),
            LikelihoodFamily.Gaussian when Bodies.IsConvolutional(settings.Networks.Kind) =>
                Of(new NormalOutput(data.Dimension, likelihood.Spread, likelihood.Scale, likelihood.MinimumScale, dtype, random.Device)),
            LikelihoodFamily.Bernoulli => Dense((body, features) => AtMean(new BernoulliDecoder(body, features, data.Dimension, head, dtype, precision))),
            LikelihoodFamily.Gaussian => Dense((body, features) => AtMean(
                new NormalDecoder(body, features, data.Dimension, likelihood.Spread, head, likelihood.MinimumScale, dtype, precision, likelihood.Scale))),
            LikelihoodFamily.ContinuousBernoulli => Of(new ContinuousBernoulliOutput()),
            LikelihoodFamily.LogisticMixture => Of(new LogisticMixtureOutput(likelihood.Components, likelihood.Levels)),
            LikelihoodFamily.Categorical => Of(new CategoricalOutput(likelihood.Levels)),
            var family => throw new ArgumentException($"likelihood: {family} is not a family."),
        });

        IConditional<IDistribution> Of<TDistribution>(OutputLayer<TDistribution> output)
            where TDistribution : class, IDistribution =>
            new Decoder<TDistribution>(Bodies.Whole(settings.Networks, inputs, data, output.PerElement, random.Split("decoder"), head, dtype), output, data.Dimension);

        IConditional<IDistribution> Dense(Func<nn.Module<Tensor, Tensor>, long, IConditional<IDistribution>> make)
        {
            var body = Bodies.Decoder(settings.Networks, inputs, random.Split("decoder"), dtype);
            return make(body.Network, body.Features);
        }
    }

    private BernoulliDecoder AtMean(BernoulliDecoder decoder)
    {
        // One white and one black row more than there are: a pixel that never changes has a finite logit.
        if (StartingMean(mean => (mean * data.Training!.Count + 1) / (data.Training.Count + 2)) is { } rates) decoder.BeginAt(rates);
        return decoder;
    }

    private NormalDecoder AtMean(NormalDecoder decoder)
    {
        if (StartingMean(mean => mean) is { } means) decoder.BeginAt(means);
        return decoder;
    }

    private Tensor? StartingMean(Func<Tensor, Tensor> of) =>
        settings.Likelihood.Start == DecoderStart.Mean && data.Training is { } rows ? of(rows.Mean()).to(random.Device) : null;

    private IConditional<IDistribution> Likelihood(IConditional<IDistribution> inner) => classes == 0 ? inner : new ClassConditional<IDistribution>(inner, classes);

    /// <summary>p(z), or p(z|y).</summary>
    /// <param name="encoder">The posterior, for the priors that are made of it.</param>
    public IConditional<IDistribution> Prior(IConditional<ISampler> encoder)
    {
        if (encoder is QuantizingEncoder quantizing) return new CodePrior(quantizing.Quantizer, settings.Latent / settings.Posterior.CodeWidth);
        if (settings.Top == 0) return Prior(encoder, settings.Latent);
        var hidden = settings.Networks.Hidden.Take(1);
        var body = Bodies.Dense(settings.Networks, settings.Top, [.. hidden], random.Split("prior"), dtype);
        var bottom = new NormalEncoder(body.Network, body.Features, settings.Latent, random.Split("prior head"), dtype, precision);
        return new ChainedPrior(Prior(encoder, settings.Top), bottom, settings.Top);
    }

    private IConditional<IDistribution> Prior(IConditional<ISampler> encoder, int latent) => settings.Prior.Family switch
    {
        PriorFamily.Standard when settings.Prior.Labels => new ClassConditional<Normal>(
            new NormalEncoder(Bodies.Dense(settings.Networks, classes, [], random.Split("class prior"), dtype).Network, classes, latent, random.Split("class prior head"), dtype), classes, labelAlone: true),
        PriorFamily.Standard => new Unconditional<StandardNormal>(new StandardNormal(latent, dtype)),
        PriorFamily.Mixture => new MixturePrior(settings.Prior.Components, latent, random.Split("mixture"), dtype),
        PriorFamily.Flow => new FlowPrior(settings.Prior.Flow, latent, random.Split("flow prior"), dtype),
        PriorFamily.Vamp => PseudoInputs.Learned(settings, data, Posterior(encoder), random.Split("pseudo-inputs"), dtype),
        PriorFamily.VampData => PseudoInputs.OfData(settings, data, Posterior(encoder), random.Split("pseudo-inputs"), dtype),
        var family => throw new ArgumentException($"prior: {family} is not a family."),
    };

    private static Func<GenerativeVI.Data.Inputs, Normal> Posterior(IConditional<ISampler> encoder) => encoder switch
    {
        IConditional<Normal> normal => normal.At,
        ChainedEncoder chained => chained.First,
        _ => throw new ArgumentException("prior: a VampPrior is a mixture of normal posteriors; take the posterior normal, or the prior mixture."),
    };

    // By its type at run time: what a conditional returns decides which bracket and which KL there is for it.
    private IConditional<ISampler> Told(IConditional<ISampler> inner) => classes == 0 ? inner : inner switch
    {
        IConditional<Normal> normal => new ClassConditional<Normal>(normal, classes),
        IConditional<IDistribution> known => new ClassConditional<IDistribution>(known, classes),
        _ => new ClassConditional<ISampler>(inner, classes),
    };
}
