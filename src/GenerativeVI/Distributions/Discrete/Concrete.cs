using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// The Concrete (Gumbel-softmax) relaxation of G one-hot variables of K categories, side by side: z_g = softmax((l_g + Gumbel noise)/τ), with the density on the simplex
/// log p(z) = Σ_g [log (K − 1)! + (K − 1) log τ + Σ_k (l_k − (τ + 1) log z_k) − K log Σ_k exp(l_k − τ log z_k)] in the first K − 1 elements of each group (Maddison+ 2017, eq. 10).
/// Its gradients are right for the relaxed model; for the discrete one they are biased, and more so the higher τ.
/// </summary>
/// <param name="logits">[..., G, K].</param>
/// <param name="temperature">τ &gt; 0; towards 0 the draws become one-hot and the variance of the gradients grows.</param>
public sealed class Concrete(Tensor logits, double temperature) : IDistribution, IReparameterized
{
    /// <summary>[..., G, K].</summary>
    public Tensor Logits => logits;

    /// <summary>τ.</summary>
    public double Temperature { get; } =
        temperature > 0 ? temperature : throw new ArgumentOutOfRangeException(nameof(temperature), $"temperature: expected above 0, got {temperature}.");

    /// <summary>The axes of the logits without the last two.</summary>
    public long[] BatchShape => logits.shape[..^2];

    /// <summary>Points of the simplex, [shape…, batch…, G K], with their log-density, which is computed before they are rounded.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var logs = LogDraw(logits, Temperature, random, shape);
        return new Draw(logs.exp().flatten(-2, -1), LogDensity: LogDensityOfLogs(logs));
    }

    /// <summary>The log-density of points of the simplex. An element that was rounded to 0 has no logarithm: a draw brings its own log-density along.</summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", logits.shape[^2] * logits.shape[^1]);
        return LogDensityOfLogs(value.Unflatten(logits.shape[^2], logits.shape[^1]).log());
    }

    /// <summary>log z, [shape…, batch…, G, K].</summary>
    internal static Tensor LogDraw(Tensor logits, double temperature, RandomStream random, ReadOnlySpan<long> shape)
    {
        var gumbel = -(-random.OpenUniform([.. shape, .. logits.shape], logits.dtype).log()).log();
        return ((logits + gumbel) / temperature).log_softmax(-1);
    }

    private Tensor LogDensityOfLogs(Tensor logs)
    {
        var categories = logits.shape[^1];
        var constant = (categories - 1) * Math.Log(Temperature) + Enumerable.Range(1, (int)categories - 1).Sum(k => Math.Log(k));
        return ((logits - (Temperature + 1) * logs).sum(-1) - categories * (logits - Temperature * logs).logsumexp(-1) + constant).sum(-1);
    }
}
