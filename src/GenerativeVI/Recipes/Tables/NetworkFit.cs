using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Fits a Bayesian network to a table: with normal layers, or with any posterior over all weights at once.</summary>
internal static class NetworkFit
{
    private const ScalarType Type = ScalarType.Float32;

    public static TableResult Run(
        TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random, IProgress<double>? progress, CancellationToken cancellation)
    {
        var kind = encoding.PredictsClasses ? PredictiveKind.Classes : settings.Heteroscedastic ? PredictiveKind.NumbersWithNoise : PredictiveKind.Numbers;
        var inputs = train.Inputs.to_type(Type);
        using var data = new TensorData(inputs.clone(), train.Labels?.clone()) { Targets = train.Targets?.to_type(Type).clone() };
        var (module, phases, predictClasses, predictNumbers) = Method(kind, inputs.shape[1], PredictiveOutputs.Count(kind, encoding.Classes.Count), settings, random);
        using var owned = module;
        using var trainer = new Trainer(module, phases, new DataLoader(data, settings.Batch), random, new TrainingPlan { Epochs = settings.Epochs });
        double? clamped = null;
        trainer.EpochFinished += epoch =>
        {
            clamped = epoch.Clamped;
            progress?.Report((double)epoch.Epoch / settings.Epochs);
        };
        trainer.Run(cancellation: cancellation);
        module.eval();
        var bound = Bound((ILatentModel)module, data, settings.Samples, random.Split("bound"));
        var fresh = test.Inputs.to_type(Type);
        if (kind == PredictiveKind.Classes) return new TableResult(ClassificationScores.Of(predictClasses(fresh).Probability, test.Labels!), null, null, 0, 0, null, bound) { ClampedShare = clamped };
        var (predicted, targets) = (predictNumbers(fresh), test.Targets!.to_type(Type));
        return new TableResult(null, TableFit.InUnits(encoding, RegressionScores.Of(predicted.Mean, predicted.Variance, targets, predicted.LogDensity(targets))), null, 0, 0, null, bound) { ClampedShare = clamped };
    }

    private static (nn.Module Module, IReadOnlyList<Phase> Phases, Func<Tensor, ClassPrediction> Classes, Func<Tensor, NumberPrediction> Numbers) Method(
        PredictiveKind kind, long inputs, long outputs, TableSettings settings, RandomStream random)
    {
        var start = settings.LearningRate ?? settings.Posterior.UsualRate();
        var rate = new LinearRamp(start, start / 100, settings.Epochs);
        var scales = FlatMlp.FanInScales(inputs, settings.Hidden, settings.PriorScale);
        if (settings.Posterior == WeightPosterior.Layers)
        {
            var layers = new BayesianNetwork(Layers(inputs, outputs, scales, settings, random.Split("network")), kind);
            var objective = new Elbo();
            return (layers, [new Phase("elbo", new OnePassAdam(layers.parameters()), step => objective.Evaluate(layers, step.Batch, step.Random), LearningRate: rate)],
                x => layers.PredictClasses(x, settings.Samples), x => layers.PredictNumbers(x, settings.Samples));
        }
        var likelihood = new WeightLikelihood(new FlatMlp(inputs, settings.Hidden, outputs, scales: scales), kind, dtype: Type);
        var fit = WeightFit.Of(settings.Posterior, likelihood, settings.Draws ?? settings.Posterior.UsualDraws(), random.Split("network"), settings.Prior);
        var draws = random.Split("predictions");
        return (fit.Model, fit.Phases(rate), x => fit.Model.PredictClasses(x, settings.Samples, draws), x => fit.Model.PredictNumbers(x, settings.Samples, draws));
    }

    private static TorchSharp.Modules.Sequential Layers(long inputs, long outputs, IReadOnlyList<double> scales, TableSettings settings, RandomStream random)
    {
        var layer = new BayesianLayerSettings { Family = settings.Family, Evaluation = settings.Evaluation, Bias = BiasTreatment.Bayesian };
        var widths = settings.Hidden.Select(width => (long)width).Prepend(inputs).Append(outputs).ToArray();
        var layers = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 1; i < widths.Length; i++)
        {
            var own = layer with { Prior = settings.Prior.Of(scales[i - 1]), InitialScale = scales[i - 1] / 10 };
            layers.Add(($"linear{i}", new BayesianLinear(widths[i - 1], widths[i], random.Split($"linear{i}"), own, Type)));
            if (i + 1 < widths.Length) layers.Add(($"relu{i}", nn.ReLU()));
        }
        return nn.Sequential(layers);
    }

    // The ELBO a row of the training set; null where the method has none. In groups that share nothing, whose means tell its error: draws of one group may share their mixing draws.
    private static Estimate? Bound(ILatentModel model, TensorData data, int samples, RandomStream random)
    {
        const int mostGroups = 20;
        using var _ = no_grad();
        // A kernel's regression needs two draws, if only to say that it bounds nothing.
        var groups = Math.Clamp(samples / 2, 2, mostGroups);
        var each = Math.Max(2, samples / groups);
        var (objective, means) = (new Elbo(each), new double[groups]);
        for (var group = 0; group < groups; group++)
        {
            using var scope = NewDisposeScope();
            var bound = objective.Evaluate(model, data.Slice(0, data.Count), random);
            if (bound.Guarantee != Ratios.Guarantee.Lower) return null;
            means[group] = bound.PerDatum!.mean().Number();
        }
        return Estimate.Of(means, Ratios.Guarantee.Lower, each * groups) with { Count = data.Count };
    }
}
