namespace GenerativeVI.Evaluation;

/// <summary>What is known of a semi-implicit posterior of a target.</summary>
/// <param name="Entropy">H(q).</param>
/// <param name="Elbo">E_q [log p̃(z) − log q(z)] ≤ log ∫p̃.</param>
/// <param name="MixingSamples">K, the fresh mixing draws that a draw of z was compared with; 0 where q has a
/// density.</param>
/// <param name="IsNarrow">Whether the entropy's bounds came as near to each other as was asked.</param>
public sealed record TargetBounds(Interval Entropy, Interval Elbo, int MixingSamples, bool IsNarrow);
