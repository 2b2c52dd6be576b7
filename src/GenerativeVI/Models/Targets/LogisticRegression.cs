using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Bayesian logistic regression as a target density of its weights: log p(y, w|X) = Σ_n log σ(s_n w·x_n) + log N(w; 0, τ⁻¹ I), with s_n = 2 y_n − 1. Its integral over w is the evidence, so that a
/// bound of a posterior fitted to it is one of log p(y|X).
/// </summary>
/// <remarks>A batch of weights is one matrix product with the rows: S draws cost O(S N D).</remarks>
public sealed class LogisticRegression : IDisposable
{
    private readonly Tensor signed; // s_n x_n, [N, D]
    private readonly double logNormalizer;

    /// <summary>The regression of some rows.</summary>
    /// <param name="inputs">x, [N, D], any floating-point type; a column of ones, such as <see cref="WithBias"/> adds, is the bias and has the prior of every other weight.</param>
    /// <param name="labels">y, 0 or 1, int64 [N].</param>
    /// <param name="precision">τ above 0, the prior's: 0.01 by default, a standard deviation of 10.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or a label is neither 0 nor 1.</exception>
    public LogisticRegression(Tensor inputs, Tensor labels, double precision = 0.01)
    {
        Shapes.Require(inputs, nameof(inputs), "N", "D");
        Shapes.Require(labels, nameof(labels), inputs.shape[0]);
        if (!(precision > 0 && double.IsFinite(precision))) throw new ArgumentOutOfRangeException(nameof(precision), $"precision: expected above 0, got {precision}.");
        using var scope = NewDisposeScope();
        if (!labels.eq(0).logical_or(labels.eq(1)).all().item<bool>()) throw new ArgumentException("labels: expected 0 or 1 for every row; a logistic regression tells two classes apart.", nameof(labels));
        signed = (inputs * (2 * labels - 1).to_type(inputs.dtype).unsqueeze(-1)).detach().DetachFromDisposeScope();
        (Precision, Dimension) = (precision, inputs.shape[1]);
        logNormalizer = 0.5 * Dimension * Math.Log(precision / (2 * Math.PI));
    }

    /// <summary>D, the weights.</summary>
    public long Dimension { get; }

    /// <summary>τ.</summary>
    public double Precision { get; }

    /// <summary>The inputs with a column of ones behind them.</summary>
    /// <param name="inputs">[N, D − 1].</param>
    /// <returns>[N, D].</returns>
    public static Tensor WithBias(Tensor inputs) => cat([inputs, ones_like(inputs.narrow(-1, 0, 1))], -1);

    /// <summary>log p(y, w|X) in nats, differentiable.</summary>
    /// <param name="weights">w, [..., D].</param>
    /// <returns>[...].</returns>
    public Tensor LogDensity(Tensor weights)
    {
        Shapes.Require(weights, nameof(weights), "...", Dimension);
        var logits = weights.Product(signed.to_type(weights.dtype).t()); // [..., N]
        return nn.functional.logsigmoid(logits).sum(-1) - weights.square().sum(-1) * (0.5 * Precision) + logNormalizer;
    }

    /// <summary>p(y|x) = (1/S) Σ_s p(y|x, w_s) of both classes, by draws of a posterior.</summary>
    /// <param name="weights">w_s, [S, D].</param>
    /// <param name="inputs">x, [N, D], with the column of ones where the regression has one.</param>
    /// <returns>[N, 2], as classification scores take it.</returns>
    public static Tensor PredictProbability(Tensor weights, Tensor inputs)
    {
        Shapes.Require(weights, nameof(weights), "S", inputs.shape[^1]);
        using var _ = no_grad();
        var logits = weights.to_type(inputs.dtype).Product(inputs.t()); // [S, N]
        // Both by their own sum: 1 − p would lose a small one.
        return stack([(-logits).sigmoid().mean([0L]), logits.sigmoid().mean([0L])], -1);
    }

    /// <summary>Frees the rows.</summary>
    public void Dispose() => signed.Dispose();
}
