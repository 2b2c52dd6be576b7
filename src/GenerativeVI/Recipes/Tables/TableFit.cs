using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Fits a method to the training rows of a table and judges it on the test rows.</summary>
public static class TableFit
{
    /// <summary>One fit. Standardization and one-hot columns come from the training rows alone; relevance vector machines in float64, networks in float32.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows, with the same columns.</param>
    /// <param name="target">The target's column, by name or by place from 1.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told the share done of a network's training, 0 … 1.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or means nothing to the target.</exception>
    /// <exception cref="DataException">A cell or column is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TableResult Run(Table train, Table test, string target, TableSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var encoding = TableEncoding.Fit(train, target, settings.Classes);
        if (encoding.PredictsClasses && encoding.Classes.Count < 2) throw new DataException(train.Path, $"at least two classes in column \"{target}\"", $"{encoding.Classes.Count}");
        if (encoding.PredictsClasses && settings.Heteroscedastic) throw new ArgumentException($"heteroscedastic: \"{target}\" is a class, which has no noise of its own; leave it out, or ask for numbers.");
        using var rows = encoding.Apply(train);
        using var fresh = encoding.Apply(test);
        var random = new RandomStream(settings.Seed);
        var result = settings.Method == TableMethod.Rvm ? Rvm(encoding, rows, fresh, settings, random, cancellation) : NetworkFit.Run(encoding, rows, fresh, settings, random, progress, cancellation);
        return result with { Train = train.Rows.Count, Inputs = encoding.Inputs.Count, Classes = encoding.Classes };
    }

    private static TableResult Rvm(TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random, CancellationToken cancellation)
    {
        var relevance = new RelevanceSettings
        {
            Kernel = settings.Kernel ?? new RbfKernel(settings.Width ?? 1),
            Widths = settings.Kernel is null && settings.Width is null ? RbfKernel.Grid(train.Inputs, 6) : null,
            Candidates = settings.Candidates,
            Covariance = settings.Covariance,
            Expectation = settings.Expectation,
            Update = settings.Update,
            Multiclass = settings.Multiclass,
            BatchSize = settings.BatchSize,
        };
        if (encoding.PredictsClasses)
        {
            using var classifier = new RelevanceClassifier(relevance);
            var fit = classifier.Fit(train.Inputs, train.Labels!, random, cancellation);
            var scores = ClassificationScores.Of(classifier.PredictProbability(test.Inputs), test.Labels!);
            return new TableResult(scores, null, classifier.Vectors.Count, 0, 0, (classifier.Kernel as RbfKernel)?.Width, Relevance: fit);
        }
        using var regressor = new RelevanceRegressor(relevance);
        var report = regressor.Fit(train.Inputs, train.Targets!, random, cancellation);
        var (mean, variance) = regressor.PredictProbability(test.Inputs);
        return new TableResult(null, InUnits(encoding, RegressionScores.Of(mean, variance, test.Targets!)), regressor.Vectors.Count, 0, 0, (regressor.Kernel as RbfKernel)?.Width, Relevance: report);
    }

    // A density of t is that of the standardized target divided by the scale.
    internal static RegressionScores InUnits(TableEncoding encoding, RegressionScores scores) => scores with
    {
        RootMeanSquare = scores.RootMeanSquare * encoding.TargetScale,
        NegativeLogLikelihood = scores.NegativeLogLikelihood + Math.Log(encoding.TargetScale),
    };
}
