using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Models with a semi-implicit side: one ratio, whose two brackets are chosen apart.</summary>
internal static class SemiImplicitJoin
{
    public static bool Concerns(ModelSettings settings) =>
        settings.Posterior.Family is PosteriorFamily.SemiImplicit or PosteriorFamily.Hierarchical || settings.Prior.Family == PriorFamily.SemiImplicit;

    /// <summary>The model with its full K, which owns every parameter, and the model of an epoch, whose K may still grow.</summary>
    public static (ILatentModel Model, Func<double, ILatentModel> AtEpoch) Of(
        ModelSettings settings, long inputs, IConditional<ISampler> prior, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RandomStream random, ScalarType dtype)
    {
        var (above, below) = (settings.Posterior.Mixing, settings.Prior.Mixing);
        return prior switch
        {
            IConditional<IDistribution> known => With(known, new ExactDensity()),
            IConditional<ISemiImplicit<IDistribution>> mixed when below.Bracket == BracketKind.Reverse =>
                With(mixed, new ReverseModel(below.Samples, SemiImplicitParts.Reverse(settings, 0, below.Noise, random.Split("prior reverse"), dtype))),
            IConditional<ISemiImplicit<ISampler>> mixed => With(mixed, new MixingSamples(below.Samples)),
            _ => throw new ArgumentException("prior: neither its density nor its mixing is known."),
        };

        (ILatentModel, Func<double, ILatentModel>) With<TPrior>(IConditional<TPrior> p, IDensityBound<TPrior> priorBracket)
            where TPrior : ISampler
        {
            if (encoder is IConditional<IDistribution> known) return Join(p, priorBracket, known, new ExactDensity(), null);
            if (encoder is IConditional<ISemiImplicit<IDistribution>> explicitMixing && above.Bracket == BracketKind.Reverse)
            {
                var reverse = new ReverseModel(above.Samples, SemiImplicitParts.Reverse(settings, inputs, above.Noise, random.Split("reverse"), dtype));
                return Join(p, priorBracket, explicitMixing, reverse, reverse.With);
            }
            return Join(p, priorBracket, (IConditional<ISemiImplicit<ISampler>>)encoder, new MixingSamples(above.Samples, Sharing.Row), k => new MixingSamples(k, Sharing.Row));
        }

        (ILatentModel, Func<double, ILatentModel>) Join<TPrior, TPosterior>(
            IConditional<TPrior> p, IDensityBound<TPrior> priorBracket, IConditional<TPosterior> q, IDensityBound<TPosterior> bracket, Func<int, IDensityBound<TPosterior>>? bySamples)
            where TPrior : ISampler
            where TPosterior : ISampler
        {
            var model = new LatentVariableModel<TPrior, TPosterior>(p, q, decoder, new BracketedRatio<TPrior, TPosterior>(priorBracket, bracket));
            if (bySamples is null || settings.Posterior.MixingGrowth == 0) return (model, _ => model);
            var (growth, stages) = (Growth(above.Samples, settings.Posterior.MixingGrowth), new Dictionary<int, ILatentModel> { [above.Samples] = model });
            return (model, epoch =>
            {
                var samples = (int)growth.At(epoch);
                if (!stages.TryGetValue(samples, out var stage))
                    stages[samples] = stage = model.With(new BracketedRatio<TPrior, TPosterior>(priorBracket, bySamples(samples)));
                return stage;
            });
        }
    }

    /// <summary>0, K/10, K/2, K: what 0, 5, 25 and 50 are to K = 50.</summary>
    private static Stepwise Growth(int samples, double epochs) => new((0, 0), (epochs / 3, samples / 10), (2 * epochs / 3, samples / 2), (epochs, samples));
}
