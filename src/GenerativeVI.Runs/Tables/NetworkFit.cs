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
        var widest = settings.Hidden.Append((int)inputs.shape[1]).Max();
        var bound = Bound((ILatentModel)module, data, settings.Samples, widest, random.Split("bound"));
        // The best w̃ of a layer is the mean of its posterior's means.
        double[] learned = !settings.LearnsPriorMean ? []
            : [.. module.modules().OfType<BayesianLinear>().Select(layer => layer.Weights.Mean.mean().Number())];
        var fresh = test.Inputs.to_type(Type);
        var blocks = Blocks(fresh.shape[0], (long)settings.Samples * widest);
        if (kind == PredictiveKind.Classes)
        {
            var probabilities = cat([.. blocks.Select(block => predictClasses(Rows(fresh, block)).Probability)]);
            var scores = ClassificationScores.Of(probabilities, test.Labels!);
            return new TableResult(scores, null, null, 0, 0, null, bound) { ClampedShare = clamped, PriorMean = learned };
        }
        var targets = test.Targets!.to_type(Type);
        var numbers = blocks.Select(block => Judge(predictNumbers(Rows(fresh, block)), Rows(targets, block))).ToArray();
        var regression = RegressionScores.Of(cat([.. numbers.Select(part => part.Mean)]),
            cat([.. numbers.Select(part => part.Variance)]), targets, cat([.. numbers.Select(part => part.LogDensity)]));
        return new TableResult(null, TableFit.InUnits(encoding, regression), null, 0, 0, null, bound)
        {
            ClampedShare = clamped,
            PriorMean = learned,
        };
    }

    private static (nn.Module Module, IReadOnlyList<Phase> Phases, Func<Tensor, ClassPrediction> Classes, Func<Tensor, NumberPrediction> Numbers) Method(
        PredictiveKind kind, long inputs, long outputs, TableSettings settings, RandomStream random)
    {
        var start = settings.LearningRate ?? settings.Posterior.UsualRate();
        var rate = new LinearRamp(start, start / 100, settings.Epochs);
        var scales = FlatMlp.FanInScales(inputs, settings.Hidden, settings.PriorScale);
        if (settings.Posterior != WeightPosterior.Layers && (settings.PriorMean is not null || settings.LearnsPriorMean))
            throw new ArgumentException("prior mean: a posterior over all weights at once has a prior around 0; take a posterior of layers, or leave it out.");
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
        var priors = LayerPriors.OfLayers(settings, scales, [.. widths.Skip(1).Zip(widths, (outputs, columns) => (outputs, columns + 1))]);
        var layers = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 1; i < widths.Length; i++)
        {
            var own = layer with { Prior = priors[i - 1], InitialScale = scales[i - 1] / 10 };
            layers.Add(($"linear{i}", new BayesianLinear(widths[i - 1], widths[i], random.Split($"linear{i}"), own, Type)));
            if (i + 1 < widths.Length) layers.Add(($"relu{i}", nn.ReLU()));
        }
        return nn.Sequential(layers);
    }

    // The ELBO a row of the training set; null where the method has none. In groups that share nothing, whose means tell its error: draws of one group may share their mixing draws.
    private static Estimate? Bound(ILatentModel model, TensorData data, int samples, int widest, RandomStream random)
    {
        const int mostGroups = 20;
        using var _ = no_grad();
        // A kernel's regression needs two draws, if only to say that it bounds nothing.
        var groups = Math.Clamp(samples / 2, 2, mostGroups);
        var each = Math.Max(2, samples / groups);
        var (objective, means) = (new Elbo(each), new double[groups]);
        for (var group = 0; group < groups; group++)
        {
            foreach (var (start, count) in Blocks(data.Count, (long)each * widest))
            {
                using var scope = NewDisposeScope();
                var bound = objective.Evaluate(model, data.Slice(start, count), random);
                if (bound.Guarantee != Ratios.Guarantee.Lower) return null;
                means[group] += bound.PerDatum!.mean().Number() * count / data.Count;
            }
        }
        return Estimate.Of(means, Ratios.Guarantee.Lower, each * groups) with { Count = data.Count };
    }

    // Units of all draws at all rows may be gigabytes; rows are taken in blocks, each with draws of its own.
    private static (long Start, long Count)[] Blocks(long rows, long unitsOfARow)
    {
        const long most = 1 << 24;
        var length = Math.Clamp(most / unitsOfARow, 1, rows);
        return [.. Enumerable.Range(0, (int)((rows + length - 1) / length))
            .Select(block => (block * length, Math.Min(length, rows - block * length)))];
    }

    private static Tensor Rows(Tensor table, (long Start, long Count) block) =>
        table.narrow(0, block.Start, block.Count);

    private static (Tensor Mean, Tensor Variance, Tensor LogDensity) Judge(NumberPrediction predicted, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return (predicted.Mean.MoveToOuterDisposeScope(), predicted.Variance.MoveToOuterDisposeScope(),
            predicted.LogDensity(targets).MoveToOuterDisposeScope());
    }
}
