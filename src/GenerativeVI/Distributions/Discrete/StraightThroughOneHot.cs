using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// The distribution of <see cref="OneHot"/>, whose draws are one-hot in value and the softmax of the logits in gradient: z = onehot + π − sg(π) (Bengio+ 2013).
/// With a temperature the gradient is that of the Concrete relaxation that rounds to the draw (Jang+ 2017). Both are biased.
/// </summary>
/// <param name="logits">[..., G, K].</param>
/// <param name="temperature">τ &gt; 0 of the relaxation behind the gradient; null, the default, takes the softmax itself.</param>
public sealed class StraightThroughOneHot(Tensor logits, double? temperature = null) : IDistribution, IStraightThrough, IHasMean, IHasEntropy, IDiscrete
{
    /// <summary>[..., G, K].</summary>
    public Tensor Logits => logits;

    /// <summary>τ, or null.</summary>
    public double? Temperature { get; } =
        temperature is null or > 0 ? temperature : throw new ArgumentOutOfRangeException(nameof(temperature), $"temperature: expected above 0, got {temperature}.");

    /// <summary>The axes of the logits without the last two.</summary>
    public long[] BatchShape => logits.shape[..^2];

    /// <summary>The probabilities, [..., G K].</summary>
    public Tensor Mean => logits.softmax(-1).flatten(-2, -1);

    /// <summary>One-hot vectors in value, [shape…, batch…, G K].</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        if (Temperature is { } tau)
        {
            var relaxed = Concrete.LogDraw(logits, tau, random, shape).exp();
            var winner = nn.functional.one_hot(relaxed.detach().argmax(-1), relaxed.shape[^1]).to_type(relaxed.dtype);
            return new Draw(Through(winner, relaxed).flatten(-2, -1));
        }
        return new Draw(Through(OneHots.Draw(logits, random, shape), Mean));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => OneHots.LogDensity(logits, value);

    /// <summary>−Σ_g Σ_k π log π.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => new Categorical(logits).Entropy();

    // The difference is exactly zero, so the value stays one-hot to the last bit.
    private static Tensor Through(Tensor value, Tensor smooth) => value + (smooth - smooth.detach());
}
