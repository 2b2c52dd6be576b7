using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(|w|) ∝ 1/|w|, the prior of sparse variational dropout: with α = σ²/θ², −KL ≈ k₁ S(k₂ + k₃ log α) − ½ log(1 + 1/α) − k₁, S the sigmoid, k = (0.63576, 1.87320, 1.48695)
/// (Molchanov+ 2017, eq. 14). Within 0.0094 of the exact value on log α ∈ [−8, 8]. The prior is improper and the KL approximate: a bound made of it guarantees nothing.
/// </summary>
/// <param name="Limit">log α is taken within ± this; 8 by default, as in the published protocol. Beyond it a weight has no gradient of the prior.</param>
public sealed record LogUniformPrior(double Limit = 8) : WeightPrior
{
    private const double K1 = 0.63576, K2 = 1.87320, K3 = 1.48695;

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random) => weights is MeanFieldWeights independent
        ? Of(independent.LogAlpha().clamp(-Limit, Limit)).sum()
        : throw new ArgumentException("the log-uniform prior's KL is known for independent weights only; use the mean-field family.");

    /// <summary>The approximate KL of one weight.</summary>
    /// <param name="logAlpha">log α, any shape.</param>
    public static Tensor Of(Tensor logAlpha) => K1 * (1 - (K2 + K3 * logAlpha).sigmoid()) + 0.5 * nn.functional.softplus(logAlpha.neg());
}
