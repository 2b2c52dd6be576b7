using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A mixture in every element apart: p(z) = Π_d Σ_k π_dk p_dk(z_d), the components side by side in the last axis of one factorized distribution. A mixture of
/// discretized logistics a pixel is the likelihood of PixelCNN++ without its links between channels (Salimans+ 2017).
/// </summary>
/// <typeparam name="TComponent">The family of the components.</typeparam>
public sealed class ElementwiseMixture<TComponent> : IFactorized, IHasComponents
    where TComponent : IFactorized
{
    /// <summary>A mixture an element.</summary>
    /// <param name="logits">log π up to a constant, [..., D, K].</param>
    /// <param name="components">Parameters [..., D, K]: K takes the place of its event axis.</param>
    /// <exception cref="ArgumentException">The components do not have the batch shape [..., D].</exception>
    public ElementwiseMixture(Tensor logits, TComponent components)
    {
        var shape = components.BatchShape;
        if (shape.Length == 0 || shape[^1] != logits.shape[^2])
            throw new ArgumentException($"components: expected a batch shape that ends in the {logits.shape[^2]} elements, got {Shapes.Text(shape)}.", nameof(components));
        (Logits, Components) = (logits, components);
    }

    /// <summary>log π up to a constant.</summary>
    public Tensor Logits { get; }

    /// <summary>The components side by side.</summary>
    public TComponent Components { get; }

    ISampler IHasComponents.Components => Components;

    /// <summary>The batch shape of the components without D.</summary>
    public long[] BatchShape => Components.BatchShape[..^1];

    /// <summary>Σ_k π_k E_k z.</summary>
    public Tensor Mean => (Logits.softmax(-1) * Components.Mean).sum(-1);

    /// <summary>Draws without a gradient.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var all = Components.Sample(random.Split("components"), shape).Value.detach(); // [shape…, batch…, D, K]
        long count = 1;
        foreach (var length in shape) count *= length;
        var choices = random.Categories(Logits.detach().softmax(-1), count).reshape(all.shape[..^1]);
        return new Draw(all.gather(-1, choices.unsqueeze(-1)).squeeze(-1));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensityByElement(value).sum(-1);

    /// <inheritdoc/>
    public Tensor LogDensityByElement(Tensor value) => MixtureWeights.LogSum(Logits, Components.LogDensityByElement(value.unsqueeze(-1)));
}
