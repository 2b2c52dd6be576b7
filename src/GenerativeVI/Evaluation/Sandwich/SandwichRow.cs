namespace GenerativeVI.Evaluation;

/// <summary>What is known of one row's semi-implicit posterior.</summary>
/// <param name="Entropy">H(q(z|x)).</param>
/// <param name="Divergence">KL(q(z|x)‖p(z)); from below only where the prior is bracketed itself.</param>
/// <param name="Elbo">E_q [log p(x|z) + log p(z) − log q(z|x)]; from below only where the prior is bracketed itself.</param>
/// <param name="MixingSamples">K, the fresh mixing draws that a draw of z was compared with.</param>
/// <param name="IsNarrow">Whether the entropy's bounds came as near to each other as was asked.</param>
public sealed record SandwichRow(Interval Entropy, Interval Divergence, Interval Elbo, int MixingSamples, bool IsNarrow);
