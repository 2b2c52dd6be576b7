namespace GenerativeVI.Models;

/// <summary>
/// A fitted relevance vector machine by its parts, which any format that holds tensors and a text can keep.
/// </summary>
/// <param name="Tensors">
/// Of the i-th linear predictor with M weights: machine.i.basis, int64 [M without the bias], machine.i.mean [M],
/// machine.i.covariance [M, M], machine.i.prior_variance [M], with a kernel machine.i.vectors [M without the bias, D], and
/// where pruned weights keep a mean machine.i.pruned_mean; classes, int64 [C] (empty for numbers), and history. Float64
/// where nothing else is said. The machine's own tensors stay the machine's.
/// </param>
/// <param name="Text">Kernel, settings and report, as JSON.</param>
public sealed record RelevanceParts(IReadOnlyDictionary<string, Tensor> Tensors, string Text);
