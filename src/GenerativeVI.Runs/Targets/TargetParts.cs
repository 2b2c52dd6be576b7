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

/// <summary>A posterior of settings on a target: the model that is trained, the other phase where there is one, and the model that has a number to report.</summary>
/// <param name="Trained">What is trained.</param>
/// <param name="Judged">What is judged; null where nothing bounds anything.</param>
/// <param name="Posterior">q.</param>
/// <param name="Ratio">The module and the objective of the other phase.</param>
internal sealed record TargetParts(ILatentModel Trained, ILatentModel? Judged, IConditional<ISampler> Posterior, (nn.Module Module, Func<TrainingStep, Bound> Objective)? Ratio = null)
{
    private const ScalarType Type = ScalarType.Float64;

    // A kernel that is narrow beside the spread of its means: a draw then tells which ψ it came from, and a reverse model has something to learn.
    private const double KernelShare = 0.3;

    // Chains of ψ start at the ψ that made z, and what they have not forgotten of it is the bias of the score. Trajectories do not cross between the places that a folded μ(ψ) takes to one z, and fresh draws of ψ
    // do as long as they come near them: in few dimensions. In many only trajectories are left, and move best where the kernel is wide.
    private const int Few = 10;
    private const double WideShare = 1;

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
                    new SemiImplicitPrior<Pushforward>(Noise(), new FullNormalKernel(dimension, settings.Scale, dtype: Type)), new MixingSamples(settings.Mixing), new MixingSamples(settings.ReportedMixing));
            case TargetPosterior.Hvm or TargetPosterior.Iwhvi:
                var reverse = new ReverseModel(settings.Posterior == TargetPosterior.Hvm ? 0 : settings.Mixing, Residual(dimension, noise, 1 / settings.Scale, KernelShare, "reverse"));
                return Bracketed(Hierarchy(KernelShare), reverse, reverse.With(settings.ReportedMixing));
            case TargetPosterior.Uivi:
                var scored = Hierarchy(noise <= Few ? KernelShare : WideShare);
                var chains = noise <= Few ? new UnbiasedScoreRatio<IDistribution>(moves: 2, leapfrogs: 3, stepSize: 0.1, jumps: 100) : new(moves: 5, leapfrogs: 5, stepSize: 0.1);
                return new(new ScoredTarget(target, scored, chains), new TargetDensity<SemiImplicit<StandardNormal>>(target, scored, new MixingSamples(settings.ReportedMixing)), scored);
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
            where TMixing : ISampler
        {
            var model = new TargetDensity<SemiImplicit<TMixing>>(target, q, bracket);
            return new(model, model.With(reported), q);
        }

        TargetParts Trained<TRatio>(TRatio ratio)
            where TRatio : nn.Module, ITrainedRatio<StandardNormal, ISampler>
        {
            var q = Noise();
            var model = new ImplicitTarget(target, q, ratio);
            var fit = new TargetRatioFit(model, 4 * settings.Draws);
            return new(model, null, q, (ratio, step => fit.Evaluate(step.Batch, step.Random)));
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
