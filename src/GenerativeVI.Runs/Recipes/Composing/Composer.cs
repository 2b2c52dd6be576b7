using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Makes a recipe of settings: the one place where prior, posterior, likelihood, objective and gradient meet.</summary>
internal static class Composer
{
    public static Recipe Compose(RunSettings settings, DataDescription data, RandomStream random, Schedule? klWeight, ScalarType dtype)
    {
        if (settings.Classifier is not null) throw new ArgumentException($"{settings.Method}: a classifier is not composed of prior, posterior and likelihood; train it by an Experiment.", nameof(settings));
        settings.Model.Validate();
        settings.Objective.Validate();
        Compositions.Check(settings);
        var parts = new Parts(settings.Model, data, random, dtype);
        var (encoder, decoder) = (parts.Encoder(), parts.Decoder());
        var joined = ImplicitJoin.Concerns(settings.Model) ? ImplicitJoin.Of(settings, data, parts, encoder, decoder, random, dtype)
            : SemiImplicitJoin.Concerns(settings.Model) ? SemiImplicitJoin.Of(settings, data, parts, encoder, decoder, random, dtype)
            : Join(parts.Prior(encoder), encoder, decoder, settings);
        var (trained, judged, atEpoch) = joined;
        var gradient = settings.Model.Posterior.Family == PosteriorFamily.Quantized
            ? new StraightThrough()
            : Estimators.Gradient(settings.Gradient, (nn.Module)encoder, data.Dimension, random.Split("baseline"), dtype);
        if (gradient.State is { } state) trained = new AccompaniedModel((nn.Module)trained, state);
        var module = (nn.Module)trained;
        // Free bits are of a batch's mean, and so are the steps of a continuous flow's solver.
        var isShared = joined.Others.Count == 0 && atEpoch is null && gradient.State is null
            && settings.Objective.FreeBits == 0
            && settings.Model.Posterior.Family != PosteriorFamily.Quantized
                && !module.modules().Any(layer => layer is Flows.ContinuousFlow);
        // Layers with streams or memories of their own serve one thread.
        var isByRow = isShared && !module.modules().Any(layer =>
            layer is Networks.Dropout { Rate: > 0 } or Networks.IBayesianLayer);
        var (warmUp, objective) = (klWeight ?? RunSchedules.KlWeight(settings), settings.Objective);
        return new Recipe
        {
            Name = settings.Method,
            Module = module,
            Model = judged,
            Prior = settings.Objective.Kind == ObjectiveKind.Reconstruction ? null : joined.Prior,
            Borrowed = joined.Borrowed,
            Classes = settings.Model.Labels ? data.Classes : 0,
            Encoder = encoder,
            Decoder = decoder,
            Latent = settings.Model.TotalLatent,
            Proposal = joined.Proposal,
            JudgedPrior = joined.JudgedPrior,
            JudgedDecoder = joined.JudgedDecoder,
            Sandwich = joined.Sandwich,
            MakePhases = () =>
            [
                new Phase(
                    "elbo", new OnePassAdam(Own()),
                    step => Estimators.Objective(objective, gradient, warmUp.At(step.Epoch) * objective.Beta).Evaluate(atEpoch?.Invoke(step.Epoch) ?? trained, step.Batch, step.Random))
                {
                    IsByRow = isByRow,
                    IsShared = isShared,
                },
                .. joined.Others.Select(other => other.Begin()),
            ],
        };

        IEnumerable<Parameter> Own()
        {
            var others = joined.Others.SelectMany(other => other.Module.parameters()).ToHashSet(ReferenceEqualityComparer.Instance);
            return module.parameters().Where(parameter => !others.Contains(parameter));
        }
    }

    private static Joined Join(IConditional<IDistribution> prior, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RunSettings settings)
    {
        return Models() with { Prior = prior };

        Joined Models()
        {
            if (settings.Objective.Kind == ObjectiveKind.Reconstruction) return new(new LatentVariableModel<ISampler, ISampler>(prior, encoder, decoder, new NoRatio()));
            if (encoder is IConditional<DeterministicCode> codes)
                return new(new LatentVariableModel<IDistribution, DeterministicCode>(prior, codes, decoder, new QuantizedRatio()));
            var exact = new ExactDensity();
            if (Compositions.TakesClosedForm(settings) && prior is IConditional<StandardNormal> standard && encoder is IConditional<Normal> normal)
            {
                var closed = new LatentVariableModel<StandardNormal, Normal>(standard, normal, decoder, new ClosedFormRatio<StandardNormal, Normal>(byDimension: settings.Objective.FreeBits > 0));
                return new(closed, closed.With(new BracketedRatio<StandardNormal, Normal>(exact, exact)));
            }
            return encoder is IConditional<IDistribution> known
                ? new(new LatentVariableModel<IDistribution, IDistribution>(prior, known, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact)))
                : new(new LatentVariableModel<IDistribution, ISampler>(prior, encoder, decoder, new BracketedRatio<IDistribution, ISampler>(exact, new DrawnDensity())));
        }
    }
}
