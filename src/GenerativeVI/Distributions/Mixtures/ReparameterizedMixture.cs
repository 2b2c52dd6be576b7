using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A mixture p(z) = Σ_k π_k Π_d p_kd(z_d) whose draws carry gradients, the weights' among them, by the implicit function theorem: with the conditional distribution functions
/// F_d(z_d | z_&lt;d) = Σ_k π_k(z_&lt;d) F_kd(z_d), π_k(z_&lt;d) ∝ π_k Π_{j&lt;d} p_kj(z_j), the uniform variables u_d = F_d stay fixed, so that
/// ∂z_d/∂λ = −[∂_λ F_d + Σ_{j&lt;d} ∂F_d/∂z_j ∂z_j/∂λ]/p_d(z_d | z_&lt;d) (Graves 2016; Figurnov+ 2018). Differentiable once. Costs K distribution functions an element.
/// </summary>
/// <typeparam name="TComponent">The family of the components.</typeparam>
public sealed class ReparameterizedMixture<TComponent> : IDistribution, IReparameterized, IHasComponents
    where TComponent : IHasCdf, IReparameterized
{
    /// <summary>A mixture.</summary>
    /// <param name="logits">log π up to a constant, [batch…, K] or [K].</param>
    /// <param name="components">Batch shape [batch…, K].</param>
    /// <exception cref="ArgumentException">The components do not end in K.</exception>
    public ReparameterizedMixture(Tensor logits, TComponent components)
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
        var value = new Mixture<TComponent>(Logits, Components).Sample(random, shape).Value;
        return new Draw(is_grad_enabled() ? Attached(value) : value);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => MixtureWeights.LogSum(Logits, Components.LogDensity(value.unsqueeze(-2)));

    /// <summary>The same value, with its gradient.</summary>
    private Tensor Attached(Tensor value)
    {
        var logDensities = Components.LogDensityByElement(value.unsqueeze(-2)); // [..., K, D]
        var cdfs = Components.Cdf(value.unsqueeze(-2));
        var scores = Scores(value, logDensities.shape);
        var logWeights = Logits.log_softmax(-1).expand(logDensities.shape[..^1]);
        var elements = new Tensor[value.shape[^1]];
        for (var d = 0; d < elements.Length; d++)
        {
            var weights = logWeights.softmax(-1); // [..., K], π(z_<d)
            var (logDensity, cdf) = (logDensities.select(-1, d), cdfs.select(-1, d));
            var function = (weights * cdf).sum(-1);
            var density = (weights * logDensity.exp()).sum(-1).detach();
            // Zero in value; in gradient the movement of z_d that holds F_d where it is.
            var movement = (function.detach() - function) / density;
            elements[d] = value.select(-1, d) + movement;
            logWeights = logWeights + logDensity + scores.select(-1, d) * movement.unsqueeze(-1);
        }
        return stack(elements, -1);
    }

    /// <summary>∂ log p_kd/∂z_d at the draws, [..., K, D], a constant.</summary>
    private Tensor Scores(Tensor value, long[] shape)
    {
        var copies = value.unsqueeze(-2).expand(shape).clone().requires_grad_();
        return Derivatives.Of(Components.LogDensityByElement(copies).sum(), copies);
    }
}
