using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>A posterior over all weights of a network with what it is trained by.</summary>
/// <param name="Model">The model.</param>
/// <param name="Critic">The ratio's own network and what it maximizes, where it has one.</param>
/// <param name="Draws">S of a step.</param>
internal sealed record WeightFit(WeightModel Model, (nn.Module Network, Func<TrainingStep, Bound> Objective)? Critic, int Draws)
{
    // Mixing variables, units of noise, reverse and critic networks, and draws of mixing variables or of reverse models.
    private const int Mixing = 20, Width = 50, Samples = 20;

    // Where deviations start, in units of the prior's.
    private const double Scale = 0.1;

    /// <summary>A model of a family.</summary>
    /// <exception cref="ArgumentException">The prior does not go with the posterior.</exception>
    public static WeightFit Of(WeightPosterior posterior, WeightLikelihood likelihood, int draws, RandomStream random, LayerPrior prior = LayerPrior.Gaussian)
    {
        var (dimension, start) = (likelihood.Network.Dimension, likelihood.Network.Start(random.Split("start"), likelihood.Type));
        var standard = new Unconditional<StandardNormal>(new StandardNormal(dimension, likelihood.Type));
        var exact = new ExactDensity();
        if (prior is LayerPrior.Ard or LayerPrior.GroupArd) return Relevant();
        if (prior != LayerPrior.Gaussian) throw new ArgumentException($"prior: {prior} is one of layers; with a posterior over all weights at once take Gaussian, Ard or GroupArd.");
        switch (posterior)
        {
            case WeightPosterior.MeanField:
                return Plain(standard, new LearnedNormal(start, Scale), new ClosedFormRatio<StandardNormal, Normal>());
            case WeightPosterior.FullCovariance:
                return Plain(standard, new LearnedFullNormal(start, Scale), new ClosedFormRatio<StandardNormal, FullNormal>());
            case WeightPosterior.Flow:
                return Plain(standard, new LearnedFlow(Flow(), start, Scale), new BracketedRatio<StandardNormal, FlowSampler>(exact, new DrawnDensity()));
            case WeightPosterior.Sivi:
                return Plain(standard, Noisy(), new BracketedRatio<StandardNormal, SemiImplicit<Pushforward>>(exact, new MixingSamples(Samples)));
            case WeightPosterior.Dsivi:
                return Plain(Scales(), Noisy(), new BracketedRatio<SemiImplicit<Normal>, SemiImplicit<Pushforward>>(new MixingSamples(Samples), new MixingSamples(Samples)));
            case WeightPosterior.DsiviReverse:
                var scales = new NormalEncoder(new GroupLogScales(likelihood.Network.GroupSizes), likelihood.Network.GroupSizes.Count, likelihood.Network.GroupSizes.Count, random.Split("reverse"), likelihood.Type);
                return Plain(Scales(), Noisy(), new BracketedRatio<SemiImplicit<Normal>, SemiImplicit<Pushforward>>(new ReverseModel(1, scales), new MixingSamples(Samples)));
            case WeightPosterior.Hvm or WeightPosterior.Iwhvi:
                return Plain(standard, Hierarchical(), new BracketedRatio<StandardNormal, SemiImplicit<StandardNormal>>(exact, Reverse()));
            case WeightPosterior.Kivi:
                return Plain(standard, Noisy(), new KernelRatio<StandardNormal, SemiImplicit<Pushforward>>(draws, contrast: Contrast(draws)));
            case WeightPosterior.Avb:
                return Trained(new ClassifierRatio<StandardNormal, SemiImplicit<Pushforward>>(new Critic(Network((int)dimension, "critic"), 1, random.Split("critic head")), Contrast(draws)));
            case WeightPosterior.Ardae:
                return Trained(new DenoisingRatio<StandardNormal, SemiImplicit<Pushforward>>(new Critic(Network((int)dimension + 1, "critic"), dimension, random.Split("critic head"))));
            default:
                throw new ArgumentOutOfRangeException(nameof(posterior), $"posterior: {posterior} is not over all weights at once.");
        }

        // The same families beside a prior whose α follow them.
        WeightFit Relevant()
        {
            switch (posterior)
            {
                case WeightPosterior.MeanField:
                    return Beside(new LearnedNormal(start, Scale), new ClosedFormRatio<Normal, Normal>());
                case WeightPosterior.FullCovariance:
                    return Beside(new LearnedFullNormal(start, Scale), new ClosedFormRatio<Normal, FullNormal>());
                case WeightPosterior.Flow:
                    return Beside(new LearnedFlow(Flow(), start, Scale), new BracketedRatio<Normal, FlowSampler>(exact, new DrawnDensity()));
                case WeightPosterior.Sivi:
                    return Beside(Noisy(), new BracketedRatio<Normal, SemiImplicit<Pushforward>>(exact, new MixingSamples(Samples)));
                case WeightPosterior.Hvm or WeightPosterior.Iwhvi:
                    return Beside(Hierarchical(), new BracketedRatio<Normal, SemiImplicit<StandardNormal>>(exact, Reverse()));
                default:
                    throw new ArgumentException($"prior: the posterior {posterior} has a prior of its own, or no density for an α to be found by; take mean-field, full-covariance, flow, sivi, hvm or iwhvi.");
            }
        }

        WeightFit Beside<TPosterior>(IConditional<TPosterior> q, ILogRatio<Normal, TPosterior> ratio)
            where TPosterior : ISampler =>
            Plain(new ArdWeights<TPosterior>(q, random.Split("relevance"), prior == LayerPrior.GroupArd ? likelihood.Network.GroupSizes : null), q, ratio);

        IFlow Flow() => new FlowSettings(FlowKind.SylvesterHouseholder).Make(dimension, random.Split("flow"), 0, likelihood.Type);

        ReverseModel Reverse() => new(posterior == WeightPosterior.Hvm ? 0 : Samples, new InjectedNormal(Network((int)dimension, "reverse"), Mixing, random.Split("reverse head")));

        InjectedMlp Network(int injected, string name) => new(0, [Width], [injected], Activation.Tanh, random.Split(name), likelihood.Type);

        // w = ψ + σε with ψ = A g(noise) + a.
        SemiImplicitPrior<Pushforward> Noisy() => new(
            new NoiseMixing(Network(Mixing, "mixing"), dimension, random.Split("mixing head"), start, Scale), new NormalKernel(dimension, Scale, dtype: likelihood.Type));

        SemiImplicitPrior<StandardNormal> Hierarchical() => new(
            new Unconditional<StandardNormal>(new StandardNormal(Mixing, likelihood.Type)),
            new InjectedNormal(Network(Mixing, "kernel"), dimension, random.Split("kernel head"), cat([start, full_like(start, Math.Log(Scale))]), Scale));

        GroupScalePrior Scales() => new(likelihood.Network.GroupSizes, dtype: likelihood.Type);

        WeightFit Plain<TPrior, TPosterior>(IConditional<TPrior> prior, IConditional<TPosterior> q, ILogRatio<TPrior, TPosterior> ratio)
            where TPrior : ISampler
            where TPosterior : ISampler => new(new WeightModel<TPrior, TPosterior>(likelihood, prior, q, ratio), null, draws);

        WeightFit Trained<TRatio>(TRatio ratio)
            where TRatio : nn.Module, ITrainedRatio<StandardNormal, SemiImplicit<Pushforward>>
        {
            var q = Noisy();
            var fit = new RatioFit<StandardNormal, SemiImplicit<Pushforward>>(standard, q, ratio, Math.Max(draws, 20));
            return new(new WeightModel<StandardNormal, SemiImplicit<Pushforward>>(likelihood, standard, q, ratio), (ratio, step => fit.Evaluate(step.Batch, step.Random)), draws);
        }
    }

    /// <summary>The phases of a training.</summary>
    /// <param name="rate">Of all of them.</param>
    public IReadOnlyList<Phase> Phases(Schedule rate)
    {
        var objective = new Elbo(Draws);
        var own = Critic is { } critic ? critic.Network.parameters().ToHashSet(ReferenceEqualityComparer.Instance) : [];
        var phase = new Phase("elbo", new OnePassAdam(Model.parameters().Where(parameter => !own.Contains(parameter))), step => objective.Evaluate(Model, step.Batch, step.Random), LearningRate: rate);
        return Critic is { } trained ? [phase, new Phase("ratio", new OnePassAdam(trained.Network.parameters()), trained.Objective, LearningRate: rate)] : [phase];
    }

    private static int Contrast(int draws) => Math.Max(50, draws);
}
