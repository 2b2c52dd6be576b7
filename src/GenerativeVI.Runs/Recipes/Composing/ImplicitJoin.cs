using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// Models whose log-ratio no density gives. What a classifier or a score says of it guarantees nothing, so that they are judged otherwise: an
/// implicit posterior by a proposal with a density, which is fitted beside it to the same decoder and prior, an implicit prior z = g(ε) by a
/// proposal for ε, and a semi-implicit posterior by its own mixing samples.
/// </summary>
internal static class ImplicitJoin
{
    public static bool Concerns(ModelSettings settings) => settings.Ratio.Kind != RatioKind.Known;

    public static Joined Of(
        RunSettings run, DataDescription data, Parts parts, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RandomStream random, ScalarType dtype)
    {
        var (settings, ratio) = (run.Model, run.Model.Ratio);
        if (settings.Prior.Family == PriorFamily.Implicit)
        {
            var pushed = SemiImplicitParts.PushedPrior(settings, random, dtype);
            var source = new Unconditional<StandardNormal>(new StandardNormal(settings.Prior.Mixing.Noise, dtype));
            return Accompanied<ISampler>(
                run, data, pushed, encoder, decoder, source, new PushforwardDecoder(pushed, decoder), settings.Prior.Mixing.Noise, random, dtype);
        }
        var (prior, exact) = (parts.Prior(encoder), new ExactDensity());
        if (ratio.Kind == RatioKind.Score)
        {
            var model = new LatentVariableModel<IDistribution, ISemiImplicit<IDistribution>>(
                prior, (IConditional<ISemiImplicit<IDistribution>>)encoder, decoder, new UnbiasedScoreRatio<IDistribution>(ratio.Moves, ratio.Leapfrogs, ratio.StepSize, ratio.Jumps));
            var bracketed = new BracketedRatio<IDistribution, ISemiImplicit<IDistribution>>(exact, SemiImplicitJoin.Judging(settings.Posterior.Mixing));
            return new Joined(model, model.With(bracketed)) { Prior = prior, Sandwich = SemiImplicitJoin.Sandwich(prior, exact, encoder, decoder) };
        }
        return Accompanied(run, data, prior, encoder, decoder, prior, decoder, settings.Latent, random, dtype, Denoised);

        (LatentVariableModel<IDistribution, ISampler>, OtherPhase?) Denoised(RandomStream stream) => Fitted(
            run, prior, encoder, decoder,
            new DenoisingRatio<IDistribution, ISampler>(
                SemiImplicitParts.Critic(settings, data.Dimension, settings.Latent + 1, settings.Latent, stream, dtype), ratio.Blur));
    }

    /// <summary>
    /// A model whose ratio is learned, beside a proposal for a latent of known density: z itself, or the ε of an implicit prior z = g(ε).
    /// </summary>
    private static Joined Accompanied<TPrior>(
        RunSettings run, DataDescription data, IConditional<TPrior> prior, IConditional<ISampler> encoder,
        IConditional<IDistribution> decoder, IConditional<IDistribution> judgedPrior, IConditional<IDistribution> judgedDecoder, int judgedLatent,
        RandomStream random, ScalarType dtype, Func<RandomStream, (LatentVariableModel<TPrior, ISampler>, OtherPhase?)>? denoised = null)
        where TPrior : class, ISampler
    {
        var (settings, ratio, exact) = (run.Model, run.Model.Ratio, new ExactDensity());
        var stream = random.Split("ratio");
        var (implicitly, fit) = ratio.Kind switch
        {
            RatioKind.Classifier => Fitted(
                run, prior, encoder, decoder,
                new ClassifierRatio<TPrior, ISampler>(
                    SemiImplicitParts.Critic(settings, data.Dimension, settings.Latent, 1, stream, dtype), ratio.Contrast)),
            RatioKind.Denoising when denoised is not null => denoised(stream),
            RatioKind.Kernel => (
                new LatentVariableModel<TPrior, ISampler>(
                    prior, encoder, decoder, new KernelRatio<TPrior, ISampler>(ratio.PriorSamples, ratio.Ridge, bandwidth: ratio.Bandwidth)),
                (OtherPhase?)null),
            var kind => throw new ArgumentException($"ratio: {kind} is not a kind."),
        };
        var proposing = settings with { Latent = judgedLatent, Posterior = settings.Posterior with { Family = ratio.Proposal } };
        var proposal = new Parts(proposing, data, random.Split("proposal"), dtype).Encoder();
        var judged = proposal is IConditional<IDistribution> known
            ? (ILatentModel)new LatentVariableModel<IDistribution, IDistribution>(
                judgedPrior, known, judgedDecoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact))
            : new LatentVariableModel<IDistribution, ISampler>(
                judgedPrior, proposal, judgedDecoder, new BracketedRatio<IDistribution, ISampler>(exact, new DrawnDensity()));
        var fitting = new OtherPhase("proposal", (nn.Module)proposal, step =>
        {
            using var rest = new Frozen(implicitly);
            return new Elbo().Evaluate(judged, step.Batch, step.Random);
        });
        return new Joined(new AccompaniedModel(implicitly, (nn.Module)proposal), judged)
        {
            Prior = prior,
            JudgedPrior = judgedPrior,
            JudgedDecoder = judgedDecoder,
            Proposal = proposal,
            Others = fit is null ? [fitting] : [fit, fitting],
        };
    }

    private static (LatentVariableModel<TPrior, ISampler> Model, OtherPhase? Fit) Fitted<TPrior, TRatio>(
        RunSettings run, IConditional<TPrior> prior, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, TRatio of)
        where TPrior : class, ISampler
        where TRatio : nn.Module, ITrainedRatio<TPrior, ISampler>
    {
        var model = new LatentVariableModel<TPrior, ISampler>(prior, encoder, decoder, of);
        var objective = new RatioFit<TPrior, ISampler>(model, of);
        var ratio = run.Model.Ratio;
        return (model, new OtherPhase("ratio", of, step => objective.Evaluate(step.Batch, step.Random), ratio.Steps, ratio.Rate));
    }
}
