using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// Models whose log-ratio no density gives. What a classifier or a score says of it guarantees nothing, so that they are judged otherwise: an implicit posterior by a proposal with a density, which is
/// fitted beside it to the same decoder and prior, and a semi-implicit one by its own mixing samples.
/// </summary>
internal static class ImplicitJoin
{
    public static bool Concerns(ModelSettings settings) => settings.Ratio.Kind != RatioKind.Known;

    public static Joined Of(
        RunSettings run, DataDescription data, Parts parts, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RandomStream random, ScalarType dtype)
    {
        var (settings, ratio) = (run.Model, run.Model.Ratio);
        var (prior, exact) = (parts.Prior(encoder), new ExactDensity());
        if (ratio.Kind == RatioKind.Score)
        {
            var model = new LatentVariableModel<IDistribution, ISemiImplicit<IDistribution>>(
                prior, (IConditional<ISemiImplicit<IDistribution>>)encoder, decoder, new UnbiasedScoreRatio<IDistribution>(ratio.Moves, ratio.Leapfrogs, ratio.StepSize, ratio.Jumps));
            var bracketed = new BracketedRatio<IDistribution, ISemiImplicit<IDistribution>>(exact, SemiImplicitJoin.Judging(settings.Posterior.Mixing));
            return new Joined(model, model.With(bracketed)) { Prior = prior, Sandwich = SemiImplicitJoin.Sandwich(prior, exact, encoder, decoder) };
        }

        var stream = random.Split("ratio");
        var (implicitly, fit) = ratio.Kind switch
        {
            RatioKind.Classifier => Fitted(
                new ClassifierRatio<IDistribution, ISampler>(SemiImplicitParts.Critic(settings, data.Dimension, settings.Latent, 1, stream, dtype), ratio.Contrast)),
            RatioKind.Denoising => Fitted(
                new DenoisingRatio<IDistribution, ISampler>(SemiImplicitParts.Critic(settings, data.Dimension, settings.Latent + 1, settings.Latent, stream, dtype), ratio.Blur)),
            RatioKind.Kernel => (Model(new KernelRatio<IDistribution, ISampler>(ratio.PriorSamples, ratio.Ridge, bandwidth: ratio.Bandwidth)), (OtherPhase?)null),
            var kind => throw new ArgumentException($"ratio: {kind} is not a kind."),
        };
        var proposing = settings with { Posterior = settings.Posterior with { Family = ratio.Proposal } };
        var proposal = new Parts(proposing, data, random.Split("proposal"), dtype).Encoder();
        var judged = proposal is IConditional<IDistribution> known
            ? (ILatentModel)new LatentVariableModel<IDistribution, IDistribution>(prior, known, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact))
            : new LatentVariableModel<IDistribution, ISampler>(prior, proposal, decoder, new BracketedRatio<IDistribution, ISampler>(exact, new DrawnDensity()));
        var fitting = new OtherPhase("proposal", (nn.Module)proposal, step =>
        {
            using var rest = new Frozen(implicitly);
            return new Elbo().Evaluate(judged, step.Batch, step.Random);
        });
        return new Joined(new AccompaniedModel(implicitly, (nn.Module)proposal), judged)
        {
            Prior = prior,
            Proposal = proposal,
            Others = fit is null ? [fitting] : [fit, fitting],
        };

        LatentVariableModel<IDistribution, ISampler> Model(ILogRatio<IDistribution, ISampler> of) => new(prior, encoder, decoder, of);

        (LatentVariableModel<IDistribution, ISampler> Model, OtherPhase? Fit) Fitted<TRatio>(TRatio of)
            where TRatio : nn.Module, ITrainedRatio<IDistribution, ISampler>
        {
            var model = Model(of);
            var objective = new RatioFit<IDistribution, ISampler>(model, of);
            return (model, new OtherPhase("ratio", of, step => objective.Evaluate(step.Batch, step.Random), ratio.Steps, ratio.Rate));
        }
    }
}
