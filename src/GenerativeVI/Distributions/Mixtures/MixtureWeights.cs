namespace GenerativeVI.Distributions;

/// <summary>What the mixtures share.</summary>
internal static class MixtureWeights
{
    /// <summary>log Σ_k π_k p_k over the last axis of both.</summary>
    public static Tensor LogSum(Tensor logits, Tensor logDensities) => (logits.log_softmax(-1) + logDensities).logsumexp(-1);

    /// <summary>The draws of the chosen components: from [front…, K, D] and choices [front…] to [front…, D].</summary>
    public static Tensor Pick(Tensor draws, Tensor choices) =>
        draws.gather(-2, choices.unsqueeze(-1).unsqueeze(-1).expand([.. choices.shape, 1, draws.shape[^1]])).squeeze(-2);

    /// <summary>Refuses weights and components that do not belong together.</summary>
    public static void Require(Tensor logits, IDistribution components)
    {
        var shape = components.BatchShape;
        if (shape.Length == 0 || shape[^1] != logits.shape[^1])
            throw new ArgumentException($"components: expected a batch shape that ends in the {logits.shape[^1]} weights, got {Tensors.Shapes.Text(shape)}.", nameof(components));
    }
}
