using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>
/// A posterior of settings on a target: the model that is trained, the other phase where there is one, and the model
/// that has
/// a number to report.
/// </summary>
/// <param name="Trained">What is trained.</param>
/// <param name="Judged">What is judged; null where nothing bounds anything.</param>
/// <param name="Posterior">q.</param>
/// <param name="Other">The other phase.</param>
internal sealed record TargetParts(ILatentModel Trained, ILatentModel? Judged, IConditional<ISampler> Posterior,
    TargetPhase? Other = null)
{
    /// <summary>What the posterior maximizes; the ELBO of the trained model when null.</summary>
    public Func<TrainingStep, Bound>? Objective { get; init; }

    /// <summary>The sandwich of a semi-implicit q by S draws, to a tolerance; null for others.</summary>
    public Func<int, double, RandomStream, TargetBounds>? Sandwich { get; init; }

    /// <summary>What fits it without an optimizer; null where one does.</summary>
    public DirectFits.Fit? Direct { get; init; }

    private const ScalarType Type = ScalarType.Float64;

    // A kernel that is narrow beside the spread of its means: a draw then tells which ψ it came from, and a reverse model has something to learn.
    private const double KernelShare = 0.3;

    // Chains of ψ start at the ψ that made z, and what they have not forgotten of it is the bias of the score. Trajectories do not cross between the places that a folded μ(ψ) takes to one z, and fresh draws of ψ
    // do as long as they come near them: in few dimensions. In many only trajectories are left, and move best where the kernel is wide.
    private const int Few = 10;
    private const double WideShare = 1;

    private const int ProposalSteps = 4;

    // The critic of score matching has to be ahead of what it criticizes (Yu & Zhang 2023 take rates of 2e-3 and 1e-3).
    private const double CriticPace = 2;

    /// <param name="target">log p̃, from [..., D] to [...].</param>
    /// <param name="dimension">D.</param>
    /// <param name="settings">Checked.</param>
    /// <param name="random">The stream of the first weights.</param>
    public static TargetParts Of(Func<Tensor, Tensor> target, long dimension, TargetSettings settings, RandomStream random)
    {
        var noise = settings.NoiseFor(dimension);
        switch (settings.Posterior)
        {
            case TargetPosterior.Normal:
                return Known(new LearnedNormal(Origin(), settings.Scale), new ExactDensity());
            case TargetPosterior.Full:
                return Known(new LearnedFullNormal(Origin(), settings.Scale), new ExactDensity());
            case TargetPosterior.Flow:
                return Known(new LearnedFlow(FlowChain.Of(settings.Flow.Make(dimension, random.Split("flow"), dtype: Type), new LinearFlow(dimension, random.Split("linear"), 0, Type)), Origin(), 1), new DrawnDensity());
            case TargetPosterior.Sivi:
                return Bracketed(
                    new SemiImplicitPrior<Pushforward>(Noise(),
                        new FullNormalKernel(dimension, settings.Scale, dtype: Type)),
                        new MixingSamples(settings.MixingDraws), new MixingSamples(settings.ReportedMixing));
            case TargetPosterior.Hvm or TargetPosterior.Iwhvi:
                var reverse =
                    new ReverseModel(settings.Posterior == TargetPosterior.Hvm ? 0 : settings.MixingDraws,
                    Residual(dimension, noise, 1 / settings.Scale, KernelShare, "reverse"));
                return Bracketed(Hierarchy(KernelShare), reverse, reverse.With(settings.ReportedMixing));
            case TargetPosterior.Uivi:
                var scored = Hierarchy(noise <= Few ? KernelShare : WideShare);
                var chains = noise <= Few ? new UnbiasedScoreRatio<IDistribution>(moves: 2, leapfrogs: 3, stepSize: 0.1, jumps: 100) : new(moves: 5, leapfrogs: 5, stepSize: 0.1);
                var judged = new TargetDensity<SemiImplicit<StandardNormal>>(target, scored,
                    new MixingSamples(settings.ReportedMixing));
                return new(new ScoredTarget(target, scored, chains), judged, scored) { Sandwich = Between(judged) };
            case TargetPosterior.Aisivi:
                return Weighted(new ImportanceScore(settings.MixingDraws, Proposal(), withOwn: true));
            case TargetPosterior.Bsivi:
                return Weighted(new ImportanceScore(settings.MixingDraws, withOwn: true));
            case TargetPosterior.SiviSm:
                return Matched();
            case TargetPosterior.Ksivi:
                return ByKernel((q, kernel) => new KernelSteinObjective(
                    target, q, settings.Draws, kernel, settings.SteinStatistic).Evaluate);
            case TargetPosterior.Kpg:
                return ByKernel((q, kernel) =>
                    new KernelizedPathGradient(target, q, settings.Draws, kernel).Evaluate);
            case TargetPosterior.Pvi:
                return Cloud();
            case TargetPosterior.Bam or TargetPosterior.Gsm:
                var moved = new LearnedFullNormal(Origin(), settings.Scale);
                return Known(moved, new ExactDensity()) with { Direct = DirectFits.Matching(target, moved, settings) };
            case TargetPosterior.Laplace:
                var curved = new LearnedFullNormal(Origin(), settings.Scale);
                return Known(curved, new ExactDensity()) with
                {
                    Direct = DirectFits.Curvature(target, Origin(), settings, found => curved.Become(found.Full())),
                };
            case TargetPosterior.Pathfinder:
                var passed = new LearnedFullNormal(Origin(), settings.Scale);
                return Known(passed,
                    new ExactDensity()) with { Direct = DirectFits.Path(target, Origin(), settings, passed.Become) };
            case TargetPosterior.LaplaceDiagonal:
                var straight = new LearnedNormal(Origin(), settings.Scale);
                return Known(straight, new ExactDensity()) with
                {
                    Direct = DirectFits.Curvature(target, Origin(), settings,
                        found => straight.Become(found.Diagonal())),
                };
            case TargetPosterior.Kivi:
                var regressed = Noise();
                return new(new ImplicitTarget(target, regressed, new KernelRatio<StandardNormal, ISampler>(settings.Draws, bandwidth: settings.Bandwidth)), null, regressed);
            case TargetPosterior.Avb:
                return Trained(new ClassifierRatio<StandardNormal, ISampler>(Critic(dimension, 1)));
            case TargetPosterior.Ardae:
                return Trained(new DenoisingRatio<StandardNormal, ISampler>(Critic(dimension + 1, dimension)));
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), $"posterior: {settings.Posterior} is not one of {string.Join(", ", Enum.GetNames<TargetPosterior>())}.");
        }

        TargetParts Known<TPosterior>(IConditional<TPosterior> q, IDensityBound<TPosterior> bracket)
            where TPosterior : class, ISampler
        {
            var model = new TargetDensity<TPosterior>(target, q, bracket);
            return new(model, model, q);
        }

        TargetParts Bracketed<TMixing>(SemiImplicitPrior<TMixing> q, IDensityBound<SemiImplicit<TMixing>> bracket, IDensityBound<SemiImplicit<TMixing>> reported)
            where TMixing : class, ISampler
        {
            var model = new TargetDensity<SemiImplicit<TMixing>>(target, q, bracket);
            return new(model, model.With(reported), q) { Sandwich = Between(model) };
        }

        static Func<int, double, RandomStream, TargetBounds> Between<TPosterior>(TargetDensity<TPosterior> model)
            where TPosterior : ISemiImplicit<ISampler> =>
            (samples, tolerance, random) => new TargetSandwich<TPosterior>(model, samples).Evaluate(tolerance, random);

        TargetParts Trained<TRatio>(TRatio ratio)
            where TRatio : nn.Module, ITrainedRatio<StandardNormal, ISampler>
        {
            var q = Noise();
            var model = new ImplicitTarget(target, q, ratio);
            var fit = new TargetRatioFit(model, 4 * settings.Draws);
            return new(
                model, null, q,
                new TargetPhase([.. ratio.parameters()], step => fit.Evaluate(step.Batch, step.Random),
                    settings.CriticSteps));
        }

        // SIVI's posterior with a diagonal kernel, and the model that bounds it.
        (SemiImplicitPrior<Pushforward> Posterior, TargetDensity<SemiImplicit<Pushforward>> Bounded) Shifted()
        {
            var q = new SemiImplicitPrior<Pushforward>(Noise(),
                new NormalKernel(dimension, settings.Scale, dtype: Type));
            return (q, new(target, q, new MixingSamples(settings.ReportedMixing)));
        }

        TargetParts ByKernel(
            Func<IConditional<ISemiImplicit<ISampler>>, SteinKernel, Func<Batch, RandomStream, Bound>> make)
        {
            var (q, bounded) = Shifted();
            var evaluate = make(q,
                new SteinKernel(settings.SteinKernel, settings.Bandwidth ?? 1, settings.SteinPower));
            return new(bounded, bounded, q)
            {
                Objective = step => evaluate(step.Batch, step.Random), Sandwich = Between(bounded),
            };
        }

        TargetParts Matched()
        {
            var (q, bounded) = Shifted();
            var critic = Critic(dimension, dimension);
            var game = new ScoreMatching(target, q, critic, settings.Draws);
            return new(
                new AccompaniedModel(bounded, critic), bounded, q,
                new TargetPhase([.. critic.parameters()], step => game.Fit(step.Batch, step.Random),
                    settings.CriticSteps)
                {
                    Rate = settings.Rate(CriticPace),
                })
            {
                Objective = step => game.Evaluate(step.Batch, step.Random), Sandwich = Between(bounded),
            };
        }

        TargetParts Cloud()
        {
            var q = new ParticleMixture(
                settings.Particles, noise,
                    Residual(noise, dimension, settings.Scale, KernelShare * settings.Scale, "kernel"),
                random.Split("particles"), Type);
            var model = new TargetDensity<FiniteMixing>(target, q, new ExactDensity());
            var elbo = new ParticleElbo(target, q,
                (int)Math.Max(1, (settings.Draws + (long)settings.Particles - 1) / settings.Particles));
            var phase = new TargetPhase([q.Particles], step => elbo.Move(step.Batch, step.Random))
            {
                Optimizer = (particles, stream) =>
                    new PreconditionedLangevin(particles, stream.Split("particle noise"), settings.FirstRate,
                        settings.Regularization),
                Rate = settings.Rate(),
            };
            return new(model, model, q, phase) { Objective = step => elbo.Evaluate(step.Batch, step.Random) };
        }

        TargetParts Weighted(ImportanceScore score)
        {
            var q = Hierarchy(noise <= Few ? KernelShare : WideShare);
            var model = new ScoredTarget(target, q, score);
            // By fresh ψ, not by τ: a flow for each of K draws of each z would take minutes.
            var judged = new TargetDensity<SemiImplicit<StandardNormal>>(
                target, q, new MixingSamples(settings.ReportedMixing));
            var fit = score.Proposal is null ? null : new TargetPhase([.. score.parameters()], step => new Bound(
                null, score.Fit(q.At(step.Batch.Inputs), 4 * settings.Draws, step.Random).mean(), Guarantee.None));
            return new(model, judged, q, fit) { Sandwich = Between(judged) };
        }

        // τ(ψ|z): a flow given z, where there are two elements to couple.
        IConditional<IDistribution> Proposal()
        {
            if (noise < 2) return Residual(dimension, noise, 1 / settings.Scale, KernelShare, "proposal");
            var body = new Mlp(dimension, settings.Hidden, settings.Activation, random.Split("proposal"), Type);
            var flow = new FlowSettings(FlowKind.RealNvp, ProposalSteps) { Hidden = settings.Hidden,
                Activation = settings.Activation };
            return new InvertibleFlowEncoder(
                body, body.Outputs,
                    (IInvertibleFlow)flow.Make(noise, random.Split("proposal flow"), body.Outputs, Type),
                random.Split("proposal head"), Type);
        }

        Tensor Origin() => zeros(dimension, dtype: Type);

        NoiseMixing Noise() => new(Network(noise, "mixing"), dimension, random.Split("mixing head"));

        SemiImplicitPrior<StandardNormal> Hierarchy(double share) =>
            new(new Unconditional<StandardNormal>(new StandardNormal(noise, Type)), Residual(noise, dimension, settings.Scale, share * settings.Scale, "kernel"));

        ResidualNormal Residual(long inputs, long outputs, double slope, double scale, string name) => new(Network(inputs, name), outputs, slope, scale, random.Split($"{name} head"));

        Critic Critic(long inputs, long outputs) => new(Network(inputs, "critic"), outputs, random.Split("critic head"));

        InjectedMlp Network(long inputs, string name) => new(0, settings.Hidden, [(int)inputs], settings.Activation, random.Split(name), Type);
    }
}
