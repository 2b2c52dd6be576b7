using GenerativeVI.Evaluation;
using GenerativeVI.Models;

namespace GenerativeVI;

/// <summary>How good a fit to a table is on its test rows.</summary>
/// <param name="Classification">Where the target is a class.</param>
/// <param name="Regression">Where it is a number, in its own unit.</param>
/// <param name="Vectors">How many relevance vectors; null for other methods.</param>
/// <param name="Train">The training rows.</param>
/// <param name="Inputs">Inputs after encoding.</param>
/// <param name="Width">The RBF kernel's width, given or found; null for other kernels and methods.</param>
/// <param name="Bound">A lower bound of the log evidence of the standardized training rows, nats a row, where a
/// network's method has one; its standard error is that of the draws of the weights, the rows being what they
/// are.</param>
/// <param name="Relevance">How a relevance vector machine's fit went, with its evidence and jitter; null for other
/// methods.</param>
public sealed record TableResult(
    ClassificationScores? Classification, RegressionScores? Regression, int? Vectors, long Train, int Inputs, double? Width, Estimate? Bound = null, RelevanceReport? Relevance = null)
{
    /// <summary>
    /// The inputs with their weights, where a relevance vector machine is on them and not on a kernel; else none.
    /// </summary>
    public IReadOnlyList<ColumnWeights> Columns { get; init; } = [];

    /// <summary>
    /// The inputs with their scales, where the kernel of a relevance vector machine has one for each; else none.
    /// </summary>
    public IReadOnlyList<InputScale> Scales { get; init; } = [];

    /// <summary>
    /// The share, 0 … 1, of density ratios in the last epoch that kernel regression clamped and that taught nothing;
    /// null for other methods.
    /// </summary>
    public double? ClampedShare { get; init; }

    /// <summary>w̃ of the prior where it was learned: one for the inputs of a relevance vector machine, or one a layer; else none.</summary>
    public IReadOnlyList<double> PriorMean { get; init; } = [];

    /// <summary>Whether weights that are pruned are a prior mean that is not 0 for all of them.</summary>
    public bool HasPriorMean { get; init; }

    /// <summary>The classes by name, in the order of their scores; none where the target is a number.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}
