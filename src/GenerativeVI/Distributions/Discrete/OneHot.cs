using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// G independent categorical variables of K categories, each written as a one-hot vector, side by side: z has G K elements. log p(z) = Σ_g Σ_k z_gk log π_gk. Draws carry no
/// gradient: <see cref="StraightThroughOneHot"/> has biased ones, <see cref="Concrete"/> those of a relaxation.
/// </summary>
/// <param name="logits">[..., G, K].</param>
public sealed class OneHot(Tensor logits) : IDistribution, IHasMean, IHasEntropy, IDiscrete
{
    /// <summary>One-hot variables by their probabilities, checked.</summary>
    /// <param name="probabilities">[..., G, K], at least 0, each last axis with the sum 1.</param>
    /// <exception cref="ArgumentException">The probabilities are not on the simplex.</exception>
    public static OneHot Of(Tensor probabilities) => new(Domain.Simplex(probabilities, nameof(probabilities)).log());

    /// <summary>[..., G, K].</summary>
    public Tensor Logits => logits;

    /// <summary>The axes of the logits without the last two.</summary>
    public long[] BatchShape => logits.shape[..^2];

    /// <summary>The probabilities, [..., G K].</summary>
    public Tensor Mean => logits.softmax(-1).flatten(-2, -1);

    /// <summary>One-hot vectors in the type of the logits, [shape…, batch…, G K]; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(OneHots.Draw(logits, random, shape));

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => OneHots.LogDensity(logits, value);

    /// <summary>−Σ_g Σ_k π log π.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => new Categorical(logits).Entropy();
}
