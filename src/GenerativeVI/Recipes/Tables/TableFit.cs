using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>Fits a method to the training rows of a table and judges it on the test rows.</summary>
public static class TableFit
{
    /// <summary>One fit. Standardization and one-hot columns come from the training rows alone; float64 throughout.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows, with the same columns.</param>
    /// <param name="target">The target's column, by name or by place from 1.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told the share done of a network's training, 0 … 1.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <exception cref="DataException">A cell or column is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TableResult Run(Table train, Table test, string target, TableSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var encoding = TableEncoding.Fit(train, target, settings.Classes);
        if (encoding.PredictsClasses && encoding.Classes.Count < 2) throw new DataException(train.Path, $"at least two classes in column \"{target}\"", $"{encoding.Classes.Count}");
        using var rows = encoding.Apply(train);
        using var fresh = encoding.Apply(test);
        var random = new RandomStream(settings.Seed);
        var result = settings.Method == TableMethod.Rvm ? Rvm(encoding, rows, fresh, settings, random) : Bnn(encoding, rows, fresh, settings, random, progress, cancellation);
        return result with { Train = train.Rows.Count, Inputs = encoding.Inputs.Count };
    }

    private static TableResult Rvm(TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random)
    {
        var relevance = new RelevanceSettings
        {
            Kernel = new RbfKernel(settings.Width ?? 1),
            Widths = settings.Width is null ? RbfKernel.Grid(train.Inputs, 6) : null,
            Candidates = settings.Candidates,
            Covariance = settings.Covariance,
            Expectation = settings.Expectation,
        };
        if (encoding.PredictsClasses)
        {
            using var classifier = new RelevanceClassifier(relevance);
            classifier.Fit(train.Inputs, train.Labels!, random);
            var scores = ClassificationScores.Of(classifier.PredictProbability(test.Inputs), test.Labels!);
            return new TableResult(scores, null, classifier.Vectors.Count, 0, 0, ((RbfKernel)classifier.Kernel!).Width);
        }
        using var regressor = new RelevanceRegressor(relevance);
        regressor.Fit(train.Inputs, train.Targets!, random);
        var (mean, variance) = regressor.PredictProbability(test.Inputs);
        return new TableResult(null, InUnits(encoding, RegressionScores.Of(mean, variance, test.Targets!)), regressor.Vectors.Count, 0, 0, ((RbfKernel)regressor.Kernel!).Width);
    }

    private static TableResult Bnn(
        TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random, IProgress<double>? progress, CancellationToken cancellation)
    {
        var kind = encoding.PredictsClasses ? PredictiveKind.Classes : settings.Heteroscedastic ? PredictiveKind.NumbersWithNoise : PredictiveKind.Numbers;
        long outputs = kind switch { PredictiveKind.Classes => encoding.Classes.Count, PredictiveKind.Numbers => 1, _ => 2 };
        using var model = new BayesianNetwork(Network(train.Inputs.shape[1], outputs, settings, random.Split("network")), kind);
        var values = train.Targets is null ? train.Inputs : cat([train.Inputs, train.Targets.unsqueeze(-1)], 1);
        using var data = new TensorData(values.clone(), train.Labels?.clone());
        var objective = new Elbo();
        using var optimizer = optim.Adam(model.parameters(), lr: settings.LearningRate);
        var decay = new LinearRamp(settings.LearningRate, settings.LearningRate / 100, settings.Epochs);
        var phase = new Phase("elbo", optimizer, step => objective.Evaluate(model, step.Batch, step.Random), LearningRate: decay);
        using var trainer = new Trainer(model, [phase], new DataLoader(data, settings.Batch), random, new TrainingPlan { Epochs = settings.Epochs });
        trainer.EpochFinished += epoch => progress?.Report((double)epoch.Epoch / settings.Epochs);
        trainer.Run(cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        model.eval();
        if (kind == PredictiveKind.Classes)
            return new TableResult(ClassificationScores.Of(model.PredictClasses(test.Inputs, settings.Samples).Probability, test.Labels!), null, null, 0, 0, null);
        var predicted = model.PredictNumbers(test.Inputs, settings.Samples);
        return new TableResult(null, InUnits(encoding, RegressionScores.Of(predicted.Mean, predicted.Variance, test.Targets!, predicted.LogDensity(test.Targets!))), null, 0, 0, null);
    }

    private static TorchSharp.Modules.Sequential Network(long inputs, long outputs, TableSettings settings, RandomStream random)
    {
        var layer = new BayesianLayerSettings { Family = settings.Family, Evaluation = settings.Evaluation, Bias = BiasTreatment.Bayesian, Prior = new GaussianPrior(1), InitialScale = 0.05 };
        var widths = settings.Hidden.Select(width => (long)width).Prepend(inputs).Append(outputs).ToArray();
        var layers = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(($"linear{i}", new BayesianLinear(widths[i - 1], widths[i], random.Split($"linear{i}"), layer, ScalarType.Float64)));
            if (i + 1 < widths.Length) layers.Add(($"relu{i}", nn.ReLU()));
        }
        return nn.Sequential(layers);
    }

    // A density of t is that of the standardized target divided by the scale.
    private static RegressionScores InUnits(TableEncoding encoding, RegressionScores scores) => scores with
    {
        RootMeanSquare = scores.RootMeanSquare * encoding.TargetScale,
        NegativeLogLikelihood = scores.NegativeLogLikelihood + Math.Log(encoding.TargetScale),
    };
}
