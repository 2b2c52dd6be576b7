using GenerativeVI.Ratios;

namespace GenerativeVI.Training;

/// <summary>Where a training stands: means over the epoch so far, of the first phase.</summary>
/// <param name="Epoch">The running or just finished epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Batches since the start of the training.</param>
/// <param name="Steps">How many there will be.</param>
/// <param name="Bound">The mean bound in nats, or null where the objective has no number.</param>
/// <param name="Guarantee">What the bound is of log p(x).</param>
/// <param name="Distortion">−E log p(x|z), nats; NaN where the objective does not tell its parts.</param>
/// <param name="Rate">−E [log p(z) − log q(z|x)], nats: the information that z carries; null where the ratio has no
/// number.</param>
/// <param name="RowsPerSecond">Rows of data trained on a second, over the epoch.</param>
/// <param name="Seconds">Since the start of the training, resumed runs counted together.</param>
/// <param name="EpochFinished">Whether the epoch has ended with this report.</param>
/// <param name="LearningRate">The first phase's rate.</param>
/// <param name="Validation">The validation at the end of this epoch; null where there was none.</param>
/// <param name="ActiveUnits">How many dimensions of z carry information on x, at the end of the last epoch; null where
/// the plan does not count them, and before the first end.</param>
/// <param name="Clamped">The share, 0 … 1, of log-ratios that their method clamped from below and that taught nothing;
/// null where the method clamps none.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Step, long Steps, double? Bound, Guarantee Guarantee, double Distortion, double? Rate, double RowsPerSecond, double Seconds, bool EpochFinished,
    double LearningRate = double.NaN, double? Validation = null, int? ActiveUnits = null, double? Clamped = null);
