using GenerativeVI.Evaluation;

namespace GenerativeVI;

/// <summary>What a fitted posterior says of log Z = log ∫ p̃.</summary>
/// <param name="Elbo">E_q [log p̃ − log q], a lower bound.</param>
/// <param name="Lower">log (1/S) Σ w_s of the importance weights w = p̃/q̂, of which E w = Z: a lower bound in
/// expectation that rises to log Z with S.</param>
/// <param name="Upper">−log (1/S) Σ q̂/p̃ over draws of reference, of which the mean of the ratio is 1/Z: an upper
/// bound in expectation, as far as the
/// draws are of the target; null where there are none, or q has a density at its own draws alone.</param>
/// <param name="TailShape">k̂ of the weights: above 0.7 the number of draws says little about the error.</param>
public sealed record TargetEvidence(Estimate Elbo, Estimate Lower, Estimate? Upper, double TailShape);
