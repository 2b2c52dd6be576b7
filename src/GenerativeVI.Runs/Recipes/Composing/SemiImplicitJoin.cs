using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Models with a semi-implicit side: one ratio, whose two brackets are chosen apart.</summary>
internal static class SemiImplicitJoin
{
    // Elements of K × S × B × D at a time where nothing is trained; a noise network's layers are several times wider than z.
    private const long JudgingMemory = 1L << 22;

    public static bool Concerns(ModelSettings settings) =>
        settings.Posterior.Family is PosteriorFamily.SemiImplicit or PosteriorFamily.Hierarchical || settings.Prior.IsMixed
        || settings.Prior.Family == PriorFamily.Aggregate;

    /// <summary>
    /// The model with its full K, the model of an epoch, whose K may still grow, and the model as it is judged: with mixing draws of its own for every draw of z, so that the weights of a row are
    /// independent and those of two rows are too.
    /// </summary>
    public static Joined Of(
        RunSettings run, DataDescription data, Parts parts, IConditional<ISampler> encoder, IConditional<IDistribution> decoder, RandomStream random, ScalarType dtype)
    {
        var settings = run.Model;
        var (above, below) = (settings.Posterior.Mixing, settings.Prior.Mixing);
        if (settings.Prior.Family == PriorFamily.Aggregate) return Aggregate();
        IConditional<ISampler> prior = settings.Prior.Family switch
        {
            PriorFamily.SemiImplicit => SemiImplicitParts.Prior(settings, random, dtype),
            PriorFamily.ImplicitMixing => SemiImplicitParts.ImplicitPrior(settings, random, dtype),
            _ => parts.Prior(encoder),
        };
        return (prior switch
        {
            IConditional<IDistribution> known => With(known, new ExactDensity(), new ExactDensity()),
            IConditional<ISemiImplicit<IDistribution>> mixed when below.Bracket == BracketKind.Reverse =>
                Reversed(mixed, new ReverseModel(below.Samples, SemiImplicitParts.Reverse(settings, 0, below.Noise, random.Split("prior reverse"), dtype))),
            IConditional<ISemiImplicit<ISampler>> mixed => With(mixed, new MixingSamples(below.Samples), Judging(below)),
            _ => throw new ArgumentException("prior: neither its density nor its mixing is known."),
        }) with { Prior = prior };

        Joined Reversed(IConditional<ISemiImplicit<IDistribution>> p, ReverseModel reverse) => With(p, reverse, reverse.With(below.JudgedSamples ?? below.Samples));

        Joined With<TPrior>(IConditional<TPrior> p, IDensityBound<TPrior> priorBracket, IDensityBound<TPrior> judged)
            where TPrior : class, ISampler
        {
            if (encoder is IConditional<IDistribution> known) return Join(p, priorBracket, known, new ExactDensity(), judged, new ExactDensity(), null);
            if (encoder is IConditional<ISemiImplicit<IDistribution>> explicitMixing && above.Bracket == BracketKind.Reverse)
            {
                var reverse = new ReverseModel(above.Samples, SemiImplicitParts.Reverse(settings, data.Dimension, above.Noise, random.Split("reverse"), dtype));
                return Join(p, priorBracket, explicitMixing, reverse, judged, reverse.With(above.JudgedSamples ?? above.Samples), reverse.With);
            }
            // A gradient that freezes q is right where no two draws share their ψ.
            var sharing = run.Gradient.Kind == GradientKind.Pathwise ? Sharing.Row : Sharing.Draw;
            return Join(
                p, priorBracket, (IConditional<ISemiImplicit<ISampler>>)encoder, new MixingSamples(above.Samples, sharing), judged, Judging(above),
                k => new MixingSamples(k, sharing));
        }

        Joined Join<TPrior, TPosterior>(
            IConditional<TPrior> p, IDensityBound<TPrior> priorBracket, IConditional<TPosterior> q, IDensityBound<TPosterior> bracket,
            IDensityBound<TPrior> judgedPrior, IDensityBound<TPosterior> judged, Func<int, IDensityBound<TPosterior>>? bySamples)
            where TPrior : class, ISampler
            where TPosterior : ISampler
        {
            var model = new LatentVariableModel<TPrior, TPosterior>(p, q, decoder, new BracketedRatio<TPrior, TPosterior>(priorBracket, bracket));
            var joined = new Joined(model, model.With(new BracketedRatio<TPrior, TPosterior>(judgedPrior, judged))) { Sandwich = Sandwich(p, judgedPrior, encoder, decoder) };
            if (bySamples is null || settings.Posterior.MixingGrowth == 0) return joined;
            var (growth, stages) = (Growth(above.Samples, settings.Posterior.MixingGrowth), new Dictionary<int, ILatentModel> { [above.Samples] = model });
            return joined with
            {
                AtEpoch = epoch =>
                {
                    var samples = (int)growth.At(epoch);
                    if (!stages.TryGetValue(samples, out var stage))
                        stages[samples] = stage = model.With(new BracketedRatio<TPrior, TPosterior>(priorBracket, bySamples(samples)));
                    return stage;
                },
            };
        }

        // Trained by K of the training rows a step, judged and drawn from by all of them.
        Joined Aggregate()
        {
            var rows = new AggregateRows(data, run.AppliedBinarization == Binarization.Dynamic, dtype);
            var normal = (IConditional<Normal>)encoder;
            var exact = new ExactDensity();
            var model = new LatentVariableModel<ISemiImplicit<ISampler>, IDistribution>(
                new AggregatePrior(normal.At, rows), normal, decoder, new BracketedRatio<ISemiImplicit<ISampler>, IDistribution>(new MixingSamples(below.Samples), exact));
            var whole = new AggregateMixture(normal.At, () => rows.Rows);
            return new Joined(model, new LatentVariableModel<IDistribution, IDistribution>(whole, normal, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact)))
            {
                Prior = whole,
                Borrowed = rows,
            };
        }
    }

    /// <summary>Both sides of a semi-implicit posterior's entropy, KL and ELBO; null where the posterior has a density.</summary>
    public static RowSandwich? Sandwich<TPrior>(
        IConditional<TPrior> prior, IDensityBound<TPrior> bracket, IConditional<ISampler> encoder, IConditional<IDistribution> decoder)
        where TPrior : class, ISampler
    {
        if (encoder is not IConditional<ISemiImplicit<ISampler>> mixed) return null;
        var model = new LatentVariableModel<TPrior, ISemiImplicit<ISampler>>(prior, mixed, decoder, new NoRatio());
        return (row, samples, tolerance, random) => new SandwichEvaluation<TPrior, ISemiImplicit<ISampler>>(model, bracket, samples).Evaluate(row, tolerance, random);
    }

    /// <summary>The bracket by mixing samples of a model that is judged.</summary>
    public static MixingSamples Judging(MixingSettings mixing) =>
        mixing.JudgedSamples is { } samples ? new(samples, Sharing.Row) : new(mixing.Samples, Sharing.Draw, JudgingMemory);

    /// <summary>0, K/10, K/2, K: what 0, 5, 25 and 50 are to K = 50.</summary>
    private static Stepwise Growth(int samples, double epochs) => new((0, 0), (epochs / 3, samples / 10), (2 * epochs / 3, samples / 2), (epochs, samples));
}
