using System.Globalization;
using System.Text.Json.Serialization;
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
    bool Finished, int Epochs, long Steps, double Seconds, Estimate? TestElbo = null, Estimate? TestLogLikelihood = null, ClassifierOutcome? Classification = null)
{
    /// <summary>What says that the run has failed, as a clause: a result on the test rows that is not finite. Null where nothing does.</summary>
    [JsonIgnore]
    public string? Failure => TestElbo is { Value: var elbo } && !double.IsFinite(elbo) ? $"its bound on the test images is {elbo.ToString(CultureInfo.InvariantCulture)}"
        : TestLogLikelihood is { Value: var log } && !double.IsFinite(log) ? $"its log p(x) of the test images is {log.ToString(CultureInfo.InvariantCulture)}"
        : null;
}
