using GenerativeVI.Evaluation;

namespace GenerativeVI;

/// <summary>What a run reached.</summary>
/// <param name="Finished">Whether it ran to its end; false when it was stopped or is still running.</param>
/// <param name="Epochs">Epochs begun.</param>
/// <param name="Steps">Batches trained on.</param>
/// <param name="Seconds">The time of training.</param>
/// <param name="TestElbo">The ELBO of the test rows.</param>
/// <param name="TestLogLikelihood">The importance-weighted log p(x) of the test rows.</param>
/// <param name="Classification">What a classifier is worth on the test rows; null for other models.</param>
public sealed record RunOutcome(
    bool Finished, int Epochs, long Steps, double Seconds, Estimate? TestElbo = null, Estimate? TestLogLikelihood = null, ClassifierOutcome? Classification = null);
