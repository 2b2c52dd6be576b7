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
        settings.Model.Validate();
        settings.Objective.Validate();
        Compositions.Check(settings);
        var parts = new Parts(settings.Model, data, random, dtype);
        var (encoder, decoder) = (parts.Encoder(), parts.Decoder());
        IConditional<ISampler> prior = settings.Model.Prior.Family == PriorFamily.SemiImplicit ? SemiImplicitParts.Prior(settings.Model, random, dtype) : parts.Prior(encoder);
        var (trained, judged, atEpoch) = Join(prior, encoder, decoder, settings, data, random, dtype);
        var gradient = settings.Model.Posterior.Family == PosteriorFamily.Quantized
            ? new StraightThrough()
            : Estimators.Gradient(settings.Gradient, (nn.Module)encoder, data.Dimension, random.Split("baseline"), dtype);
        if (gradient.State is { } state) trained = new AccompaniedModel((nn.Module)trained, state);
        var module = (nn.Module)trained;
        var (warmUp, objective) = (klWeight ?? RunSchedules.KlWeight(settings), settings.Objective);
        return new Recipe
        {
            Name = settings.Method,
            Module = module,
            Model = judged,
            Prior = settings.Objective.Kind == ObjectiveKind.Reconstruction ? null : prior,
            Classes = settings.Model.Labels ? data.Classes : 0,
            Encoder = encoder,
            Decoder = decoder,
            Latent = settings.Model.TotalLatent,
            MakePhases = () =>
            [
                new Phase(
                    "elbo", new OnePassAdam(module.parameters()),
                    step => Estimators.Objective(objective, gradient, warmUp.At(step.Epoch) * objective.Beta).Evaluate(atEpoch?.Invoke(step.Epoch) ?? trained, step.Batch, step.Random)),
            ],
        };
    }

    /// <summary>The model as it is trained, as it is judged with one log-ratio a draw, and as it is trained at an epoch, where a number of mixing draws grows.</summary>
    private static (ILatentModel Trained, ILatentModel Judged, Func<double, ILatentModel>? AtEpoch) Join(
        IConditional<ISampler> any, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RunSettings settings, DataDescription data, RandomStream random, ScalarType dtype)
    {
        if (SemiImplicitJoin.Concerns(settings.Model))
        {
            var (semiImplicit, atEpoch) = SemiImplicitJoin.Of(settings.Model, data.Dimension, any, encoder, decoder, random, dtype);
            return (semiImplicit, semiImplicit, atEpoch);
        }
        var prior = (IConditional<IDistribution>)any;
        if (settings.Objective.Kind == ObjectiveKind.Reconstruction)
        {
            var plain = new LatentVariableModel<ISampler, ISampler>(prior, encoder, decoder, new NoRatio());
            return (plain, plain, null);
        }
        if (encoder is IConditional<DeterministicCode> codes)
        {
            var quantized = new LatentVariableModel<IDistribution, DeterministicCode>(prior, codes, decoder, new QuantizedRatio());
            return (quantized, quantized, null);
        }
        var exact = new ExactDensity();
        if (Compositions.TakesClosedForm(settings) && prior is IConditional<StandardNormal> standard && encoder is IConditional<Normal> normal)
        {
            var closed = new LatentVariableModel<StandardNormal, Normal>(standard, normal, decoder, new ClosedFormRatio<StandardNormal, Normal>(byDimension: settings.Objective.FreeBits > 0));
            return (closed, closed.With(new BracketedRatio<StandardNormal, Normal>(exact, exact)), null);
        }
        if (encoder is IConditional<IDistribution> known)
        {
            var model = new LatentVariableModel<IDistribution, IDistribution>(prior, known, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact));
            return (model, model, null);
        }
        var drawn = new LatentVariableModel<IDistribution, ISampler>(prior, encoder, decoder, new BracketedRatio<IDistribution, ISampler>(exact, new DrawnDensity()));
        return (drawn, drawn, null);
    }
}
