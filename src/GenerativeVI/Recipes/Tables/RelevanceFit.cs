using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Relevance vector machines on tables.</summary>
internal static class RelevanceFit
{
    private const int Widths = 6, PartsOfRows = 5, LeastRows = 10;

    public static TableResult Run(
        TableEncoding encoding, EncodedTable train, EncodedTable test, TableSettings settings, RandomStream random, IProgress<double>? progress, CancellationToken cancellation)
    {
        var relevance = new RelevanceSettings
        {
            Kernel = settings.Kernel ?? new RbfKernel(settings.Width ?? 1),
            Candidates = settings.Candidates,
            Covariance = settings.Covariance,
            Expectation = settings.Expectation,
            Update = settings.Update,
            Multiclass = settings.Multiclass,
            BatchSize = settings.BatchSize,
        };
        if (settings.Kernel is not null || settings.Width is not null) return Fit(relevance, progress);
        var grid = RbfKernel.Grid(train.Inputs, Widths);
        if (settings.WidthBy == WidthChoice.Evidence || Parted(train, random.Split("held out")) is not var (fitted, held)) return Fit(relevance with { Widths = grid }, progress);
        using (fitted)
        using (held)
        {
            var (best, least) = (grid[0], double.PositiveInfinity);
            for (var tried = 0; tried < grid.Count; tried++)
            {
                var one = Judged(encoding, fitted, held, relevance with { Kernel = new RbfKernel(grid[tried]) }, random, null, cancellation);
                var loss = one.Classification?.NegativeLogLikelihood ?? one.Regression!.NegativeLogLikelihood;
                if (loss < least) (best, least) = (grid[tried], loss);
                progress?.Report((tried + 1.0) / (grid.Count + 1));
            }
            var result = Fit(relevance with { Kernel = new RbfKernel(best) }, null);
            progress?.Report(1);
            return result;
        }

        TableResult Fit(RelevanceSettings chosen, IProgress<double>? told) => Judged(encoding, train, test, chosen, random, told, cancellation);
    }

    private static TableResult Judged(
        TableEncoding encoding, EncodedTable train, EncodedTable test, RelevanceSettings relevance, RandomStream random, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        if (encoding.PredictsClasses)
        {
            using var classifier = new RelevanceClassifier(relevance);
            var fit = classifier.Fit(train.Inputs, train.Labels!, random, progress, cancellation);
            var scores = ClassificationScores.Of(classifier.PredictProbability(test.Inputs), test.Labels!);
            return new TableResult(scores, null, classifier.Vectors.Count, 0, 0, (classifier.Kernel as RbfKernel)?.Width, Relevance: fit);
        }
        using var regressor = new RelevanceRegressor(relevance);
        var report = regressor.Fit(train.Inputs, train.Targets!, random, progress, cancellation);
        var (mean, variance) = regressor.PredictProbability(test.Inputs);
        return new TableResult(null, TableFit.InUnits(encoding, RegressionScores.Of(mean, variance, test.Targets!)), regressor.Vectors.Count, 0, 0, (regressor.Kernel as RbfKernel)?.Width, Relevance: report);
    }

    // Four fifths of the rows and the others; null where they are few, or a class would be missing.
    private static (EncodedTable Fitted, EncodedTable Held)? Parted(EncodedTable rows, RandomStream random)
    {
        var count = rows.Inputs.shape[0];
        if (count < LeastRows) return null;
        var order = random.Permutation(count);
        var (held, fitted) = (Some(order.narrow(0, 0, count / PartsOfRows)), Some(order.narrow(0, count / PartsOfRows, count - count / PartsOfRows)));
        if (rows.Labels is null || Classes(fitted) == Classes(rows)) return (fitted, held);
        held.Dispose();
        fitted.Dispose();
        return null;

        EncodedTable Some(Tensor chosen) => new(rows.Inputs.index_select(0, chosen), rows.Labels?.index_select(0, chosen), rows.Targets?.index_select(0, chosen));

        static int Classes(EncodedTable table) => table.Labels!.data<long>().ToArray().Distinct().Count();
    }
}
