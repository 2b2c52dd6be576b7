using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// The distribution of f(z), z from a base, whose density is known at its own draws alone, in <see cref="Draw.LogDensity"/>: enough for a posterior. Where f can be inverted take
/// <see cref="FlowDistribution"/>.
/// </summary>
/// <param name="basis">The distribution of z, event [D], whose draws carry gradients.</param>
/// <param name="flow">f.</param>
/// <param name="context">What f is conditioned on, [B, C]; null for nothing.</param>
public sealed class FlowSampler(IDistribution basis, IFlow flow, Tensor? context = null) : IReparameterized
{
    private readonly IDistribution basis = basis is IReparameterized
        ? basis
        : throw new ArgumentException($"basis: draws of {basis.GetType().Name} carry no gradient, so a flow cannot bend them; take a reparameterized distribution.", nameof(basis));

    /// <summary>The distribution of z.</summary>
    public IDistribution Basis => basis;

    /// <summary>f.</summary>
    public IFlow Flow => flow;

    /// <summary>The axes of the base.</summary>
    public long[] BatchShape => basis.BatchShape;

    /// <summary>x = f(z) with log q(x) = log q(z) − log |det ∂f/∂z|.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var draw = basis.Sample(random, shape);
        var (value, logDeterminant) = flow.Map(draw.Value, context);
        return new Draw(value, LogDensity: (draw.LogDensity ?? basis.LogDensity(draw.Value)) - logDeterminant);
    }
}
