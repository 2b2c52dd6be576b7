using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A mixture p(z) = Σ_k π_k p_k(z), π = softmax(logits), of K components side by side in the last batch axis of one distribution. A draw takes one draw of every component, of
/// which it keeps one; it carries no gradient to the weights and is therefore not reparameterized: <see cref="ReparameterizedMixture{TComponent}"/> is.
/// </summary>
/// <typeparam name="TComponent">The family of the components.</typeparam>
public sealed class Mixture<TComponent> : IDistribution, IHasComponents
    where TComponent : IDistribution
{
    /// <summary>A mixture.</summary>
    /// <param name="logits">log π up to a constant, [batch…, K] or [K].</param>
    /// <param name="components">Batch shape [batch…, K].</param>
    /// <exception cref="ArgumentException">The components do not end in K.</exception>
    public Mixture(Tensor logits, TComponent components)
    {
        MixtureWeights.Require(logits, components);
        (Logits, Components) = (logits, components);
    }

    /// <summary>log π up to a constant.</summary>
    public Tensor Logits { get; }

    /// <summary>The components side by side.</summary>
    public TComponent Components { get; }

    ISampler IHasComponents.Components => Components;

    /// <summary>The batch shape of the components without its last axis.</summary>
    public long[] BatchShape => Components.BatchShape[..^1];

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var all = Components.Sample(random.Split("components"), shape).Value.detach(); // [shape…, batch…, K, D]
        long count = 1;
        foreach (var length in shape) count *= length;
        var choices = random.Categories(Logits.detach().softmax(-1).expand(Components.BatchShape), count).reshape(all.shape[..^2]);
        return new Draw(MixtureWeights.Pick(all, choices));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => MixtureWeights.LogSum(Logits, Components.LogDensity(value.unsqueeze(-2)));
}
