using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>How good predicted class probabilities are on labelled rows.</summary>
/// <param name="Count">N, the rows.</param>
/// <param name="Error">The share of rows whose most probable class is not theirs, 0 … 1.</param>
/// <param name="NegativeLogLikelihood">−(1/N) Σ log p(label), nats.</param>
/// <param name="Brier">(1/N) Σ ‖p − one-hot‖², 0 … 2.</param>
/// <param name="CalibrationError">Σ (n_b/N) |accuracy_b − confidence_b| over the bins, 0 … 1 (Naeini+ 2015; Guo+ 2017). It depends on the number of bins and is biased upwards on few rows.</param>
/// <param name="Bins">The reliability diagram, by rising confidence.</param>
/// <param name="Classes">Each of the C classes by itself, in their order.</param>
public sealed record ClassificationScores(
    long Count, double Error, double NegativeLogLikelihood, double Brier, double CalibrationError, IReadOnlyList<ReliabilityBin> Bins, IReadOnlyList<ClassScores> Classes)
{
    /// <summary>The scores of predictions.</summary>
    /// <param name="probability">[N, C], rows summing to 1.</param>
    /// <param name="labels">The right classes, int64 [N], 0 … C − 1.</param>
    /// <param name="bins">Bins of equal width over [0, 1], at least 1; 15 by default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there are no rows.</exception>
    public static ClassificationScores Of(Tensor probability, Tensor labels, int bins = 15)
    {
        Shapes.Require(probability, nameof(probability), "N", "C");
        Shapes.Require(labels, nameof(labels), probability.shape[0]);
        if (bins < 1) throw new ArgumentOutOfRangeException(nameof(bins), $"bins: expected at least 1, got {bins}.");
        if (probability.shape[0] == 0) throw new ArgumentException("probability: expected at least one row.", nameof(probability));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var p = probability.to_type(ScalarType.Float64);
        var own = p.gather(1, labels.unsqueeze(-1)).squeeze(-1);
        var (confidence, predicted) = p.max(-1);
        var right = predicted.eq(labels).to_type(ScalarType.Float64);
        var brier = p.square().sum(-1) - 2 * own + 1;
        var (each, hits) = (confidence.cpu().data<double>().ToArray(), right.cpu().data<double>().ToArray());
        var rows = each.Index().GroupBy(item => Math.Clamp((int)Math.Ceiling(item.Item * bins) - 1, 0, bins - 1), item => item.Index).ToDictionary(g => g.Key, g => g.ToArray());
        var diagram = Enumerable.Range(0, bins).Select(b => Bin(b, rows.GetValueOrDefault(b, []))).ToArray();
        var calibration = diagram.Where(b => b.Count > 0).Sum(b => b.Count * Math.Abs(b.Accuracy - b.Confidence)) / each.Length;
        var (truths, guesses) = (labels.cpu().data<long>().ToArray(), predicted.cpu().data<long>().ToArray());
        var classes = Enumerable.Range(0, (int)p.shape[1]).Select(c => new ClassScores(truths.Count(t => t == c), guesses.Count(g => g == c), truths.Zip(guesses).Count(pair => pair.First == c && pair.Second == c)));
        return new ClassificationScores(each.Length, 1 - right.mean().Number(), -own.log().mean().Number(), brier.mean().Number(), calibration, diagram, [.. classes]);

        ReliabilityBin Bin(int number, int[] members) => new(
            (double)number / bins, (number + 1.0) / bins, members.Length,
            members.Length == 0 ? double.NaN : members.Average(i => each[i]), members.Length == 0 ? double.NaN : members.Average(i => hits[i]));
    }
}
