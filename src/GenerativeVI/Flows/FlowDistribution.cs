using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>The distribution of f(z), z from a base, with a density anywhere: log q(x) = log q(f⁻¹(x)) + log |det ∂f⁻¹/∂x|.</summary>
/// <param name="basis">The distribution of z, event [D], whose draws carry gradients.</param>
/// <param name="flow">f, which can be inverted.</param>
/// <param name="context">What f is conditioned on, [B, C]; null for nothing.</param>
public sealed class FlowDistribution(IDistribution basis, IInvertibleFlow flow, Tensor? context = null) : IDistribution, IReparameterized
{
    private readonly FlowSampler sampler = new(basis, flow, context);

    /// <summary>The distribution of z.</summary>
    public IDistribution Basis => basis;

    /// <summary>f.</summary>
    public IInvertibleFlow Flow => flow;

    /// <summary>The axes of the base.</summary>
    public long[] BatchShape => basis.BatchShape;

    /// <summary>x = f(z) with its log-density in passing, which needs no inverse.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => sampler.Sample(random, shape);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        var (origin, logDeterminant) = flow.Invert(value, context);
        return basis.LogDensity(origin) + logDeterminant;
    }
}
