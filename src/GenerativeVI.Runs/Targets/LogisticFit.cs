using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>A posterior over the weights of a logistic regression of a table, with what it is worth.</summary>
/// <param name="Draws">Draws of the weights, float64 [S, D].</param>
/// <param name="Names">What each weight belongs to: the encoded inputs, and the bias.</param>
/// <param name="Bound">A lower bound of the log evidence log p(y|X), nats; null for implicit posteriors.</param>
/// <param name="Scores">How the mean prediction of the draws does on the test rows.</param>
public sealed record LogisticFit(Tensor Draws, IReadOnlyList<string> Names, Estimate? Bound, ClassificationScores Scores) : IDisposable
{
    /// <summary>One fit, on inputs that are standardized by the training rows; float64 throughout.</summary>
    /// <param name="train">The training rows, of two classes.</param>
    /// <param name="test">The test rows, with the same columns.</param>
    /// <param name="target">The column of the classes, by name or by place from 1.</param>
    /// <param name="precision">The prior's precision of every weight, above 0.</param>
    /// <param name="settings">The posterior and how it is fitted.</param>
    /// <param name="draws">S ≥ 2.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <exception cref="DataException">A cell or column is not as it should be, or there are not two
    /// classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LogisticFit Run(
        Table train, Table test, string target, double precision, TargetSettings settings, int draws = 2000, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var encoding = TableEncoding.Fit(train, target, classes: true);
        if (encoding.Classes.Count != 2) throw new DataException(train.Path, $"two classes in column \"{train.Header[train.Column(target)]}\"", $"{encoding.Classes.Count}");
        using var rows = encoding.Apply(train);
        using var fresh = encoding.Apply(test);
        using var regression = LogisticRegression.Of(rows, precision);
        using var fitted = TargetFit.Run(regression.LogDensity, regression.Dimension, settings, progress, cancellation);
        var random = new RandomStream(settings.Seed).Split("judged");
        using var scope = NewDisposeScope();
        var drawn = fitted.Draw(draws, random.Split("draws"));
        var scores = ClassificationScores.Of(LogisticRegression.PredictProbability(drawn, LogisticRegression.WithBias(fresh.Inputs)), fresh.Labels!);
        return new LogisticFit(drawn.DetachFromDisposeScope(), [.. encoding.Inputs, "(bias)"],
            fitted.Bound(FittedTarget.UsualDraws, random.Split("bound")), scores)
        {
            ClampedShare = fitted.ClampedShare,
            Sandwich = settings.Tolerance is null ? null
                : fitted.Sandwich(FittedTarget.UsualDraws, random.Split("sandwich")),
        };
    }

    /// <summary>
    /// The share, 0 … 1, of density ratios in the last hundred steps that were the least which kernel regression says,
    /// and taught nothing; null for other methods.
    /// </summary>
    public double? ClampedShare { get; init; }

    /// <summary>
    /// The ELBO from both sides, where <see cref="TargetSettings.Tolerance"/> asked for it and the posterior is
    /// semi-implicit.
    /// </summary>
    public TargetBounds? Sandwich { get; init; }

    /// <summary>Frees the draws.</summary>
    public void Dispose() => Draws.Dispose();
}
