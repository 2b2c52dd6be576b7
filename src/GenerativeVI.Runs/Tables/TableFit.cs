using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Fits a method to the training rows of a table and judges it on the test rows.</summary>
public static class TableFit
{
    /// <summary>
    /// One fit. Standardization and one-hot columns come from the training rows alone; relevance vector machines in
    /// float64, networks in float32.
    /// </summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows, with the same columns.</param>
    /// <param name="target">The target's column, by name or by place from 1.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Receives the share done, 0 … 1, of a network's training, or of the kernel widths that are
    /// tried.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or means nothing to the target.</exception>
    /// <exception cref="DataException">A cell or column is not as it should be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TableResult Run(Table train, Table test, string target, TableSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var encoding = TableEncoding.Fit(train, target, settings.Classes);
        if (encoding.PredictsClasses && encoding.Classes.Count < 2) throw new DataException(
            $"{train.Path}, column \"{train.Header[train.Column(target)]}\"", "at least two classes",
            $"{encoding.Classes[0]} in every training row", "name another target, or give it rows of another class");
        if (encoding.PredictsClasses && settings.Heteroscedastic) throw new ArgumentException($"heteroscedastic: \"{target}\" is a class, which has no noise of its own; leave it out, or ask for numbers.");
        if (settings.Expectation is not null && !encoding.PredictsClasses) throw new ArgumentException($"expectation: \"{target}\" is a number, and no logistic likelihood is averaged; leave it out, or ask for classes.");
        if (settings.Multiclass is not null && encoding.Classes.Count < 3)
            throw new ArgumentException($"multiclass: \"{target}\" {(encoding.PredictsClasses ? "has two classes, which are told apart in one way" : "is a number and no class")}; leave it out.");
        using var rows = encoding.Apply(train);
        using var fresh = encoding.Apply(test);
        var random = new RandomStream(settings.Seed);
        var result = settings.Method == TableMethod.Rvm ? RelevanceFit.Run(encoding, rows, fresh, settings, random, progress, cancellation) : NetworkFit.Run(encoding, rows, fresh, settings, random, progress, cancellation);
        return result with { Train = train.Rows.Count, Inputs = encoding.Inputs.Count, Classes = encoding.Classes,
            HasPriorMean = settings.PriorMean is not null || settings.LearnsPriorMean,
        };
    }

    // A density of t is that of the standardized target divided by the scale.
    internal static RegressionScores InUnits(TableEncoding encoding, RegressionScores scores) => scores with
    {
        RootMeanSquare = scores.RootMeanSquare * encoding.TargetScale,
        NegativeLogLikelihood = scores.NegativeLogLikelihood + Math.Log(encoding.TargetScale),
    };
}
