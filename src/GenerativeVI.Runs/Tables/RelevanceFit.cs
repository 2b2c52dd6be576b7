using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Relevance vector machines on tables.</summary>
internal static class RelevanceFit
{
    private const int Widths = 6;

    public static TableResult Run(
        TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random, IProgress<double>? progress, CancellationToken cancellation)
    {
        var searches = settings is { OnColumns: false, Kernel: null, Width: null };
        var relevance = new RelevanceSettings
        {
            Kernel = settings.OnColumns ? null : settings.Kernel ?? new RbfKernel(settings.Width ?? 1),
            Widths = searches ? RbfKernel.Grid(train.Inputs, Widths) : null,
            RefinesWidths = searches && settings.WidthBy == WidthChoice.HeldOut,
            WidthBy = settings.WidthBy,
            Scales = settings.Scales,
            Algorithm = settings.Algorithm,
            PriorMean = settings.PriorMean is { } given ? PriorMeans(given, encoding.Inputs.Count) : null,
            LearnsPriorMean = settings.LearnsPriorMean,
            Candidates = settings.OnColumns ? null : settings.Candidates,
            Covariance = settings.Covariance,
            Expectation = settings.Expectation ?? LogisticExpectation.GaussHermite,
            Update = settings.Update,
            Multiclass = settings.Multiclass ?? MulticlassScheme.OneVersusRest,
            BatchSize = settings.BatchSize,
        };
        using var scope = NewDisposeScope();
        if (encoding.PredictsClasses)
        {
            using var classifier = new RelevanceClassifier(relevance);
            var fit = classifier.Fit(train.Inputs, train.Labels!, random, progress, cancellation);
            var scores = ClassificationScores.Of(classifier.PredictProbability(test.Inputs), test.Labels!);
            var width = (classifier.Kernel as RbfKernel)?.Width;
            return new TableResult(scores, null, classifier.Vectors.Count, 0, 0, width, Relevance: fit)
            {
                Columns = Columns(classifier.Weights),
                Scales = Scales(classifier.Kernel),
                PriorMean = fit.PriorMean is { } found ? [found] : [],
            };
        }
        using var regressor = new RelevanceRegressor(relevance);
        var report = regressor.Fit(train.Inputs, train.Targets!, random, progress, cancellation);
        var (mean, variance) = regressor.PredictProbability(test.Inputs);
        return new TableResult(null, TableFit.InUnits(encoding, RegressionScores.Of(mean, variance, test.Targets!)), regressor.Vectors.Count, 0, 0, (regressor.Kernel as RbfKernel)?.Width, Relevance: report)
        {
            Columns = Columns([regressor.Weights]),
            Scales = Scales(regressor.Kernel),
            PriorMean = report.PriorMean is { } learned ? [learned] : [],
        };

        IReadOnlyList<ColumnWeights> Columns(IReadOnlyList<RelevanceWeights> weights) => settings.OnColumns
            ? [.. encoding.Inputs.Select((name, column) => new ColumnWeights(name, [.. weights.Select(one => Weight(one, column))]))]
            : [];

        IReadOnlyList<InputScale> Scales(SimilarityKernel? kernel) => kernel is ArdKernel ard
            ? [.. encoding.Inputs.Zip(ard.Scales, (name, scale) => new InputScale(name, scale))] : [];
    }

    // One for each input and the bias.
    private static double[] PriorMeans(IReadOnlyList<double> given, int inputs) => given.Count == inputs + 1 ? [.. given]
        : given.Count == inputs ? [.. given, 0]
        : given.Count == 1 ? [.. Enumerable.Repeat(given[0], inputs), 0]
        : throw new ArgumentException(
            $"prior mean: expected one number, one for each of the {inputs} inputs, or {inputs + 1} with the bias, got {given.Count}.");

    // Null where the weight was pruned.
    private static ColumnWeight? Weight(RelevanceWeights weights, int column)
    {
        var place = weights.Basis.ToList().IndexOf(column);
        return place < 0 ? null : new ColumnWeight(weights.Mean[place].item<double>(), Math.Sqrt(weights.Covariance[place, place].item<double>()));
    }
}
