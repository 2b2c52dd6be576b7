using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>v(z, t) = W_L h_{L−1} + b_L with h_1 = tanh(W_1 z + t u + C c + b_1) and h_i = tanh(W_i h_{i−1} + b_i): a smooth field, so that a solver takes large steps.</summary>
/// <remarks>The trace costs as much as the field itself with one hidden layer, and about D times as much with more.</remarks>
public sealed class VelocityNetwork : nn.Module, IDivergentVelocity
{
    private readonly TorchSharp.Modules.ModuleList<Linear> layers;
    private readonly Linear time;
    private readonly Linear? contextLayer;

    /// <summary>A field.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="hidden">The widths of the hidden layers, at least one.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="context">The width of the context; 0 for none.</param>
    /// <param name="departure">What the last layer's first weights are multiplied by; 0 for a field at rest.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public VelocityNetwork(long dimension, IReadOnlyList<int> hidden, RandomStream random, long context = 0, double departure = 1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(VelocityNetwork))
    {
        if (hidden.Count == 0) throw new ArgumentException("hidden: a velocity network has at least one hidden layer; give its width.", nameof(hidden));
        Dimension = dimension;
        long[] widths = [dimension, .. hidden.Select(width => (long)width), dimension];
        layers = new TorchSharp.Modules.ModuleList<Linear>(
            [.. Enumerable.Range(1, widths.Length - 1).Select(i => Initialization.Linear(widths[i - 1], widths[i], random, dtype, i == widths.Length - 1 ? departure : 1))]);
        time = Initialization.Linear(1, hidden[0], random.Split("time"), dtype);
        if (context > 0) contextLayer = Initialization.Linear(context, hidden[0], random.Split("context"), dtype);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Tensor At(double time, Tensor value, Tensor? context)
    {
        var h = First(time, value, context);
        for (var i = 1; i < layers.Count - 1; i++) h = layers[i].call(h).tanh_();
        return layers[^1].call(h);
    }

    /// <inheritdoc/>
    public (Tensor Velocity, Tensor Divergence) WithDivergence(double time, Tensor value, Tensor? context)
    {
        var h = First(time, value, context);
        var (first, last) = (layers[0].weight!.transpose(0, 1), layers[^1].weight!); // [D, H]
        // Of one hidden layer the trace is Σ_j tanh′_j Σ_d W_1jd W_2dj, whatever the point: no direction need be carried.
        if (layers.Count == 2) return (layers[1].call(h), (1 - h.square()).Product((first * last).sum(dim: 0)));
        var carried = (1 - h.square()).unsqueeze(-2) * first; // [..., D, H]
        for (var i = 1; i < layers.Count - 1; i++)
        {
            h = layers[i].call(h).tanh();
            carried = carried.Product(layers[i].weight!.transpose(0, 1)) * (1 - h.square()).unsqueeze(-2);
        }
        return (layers[^1].call(h), (carried * last).sum([-2L, -1L]));
    }

    /// <inheritdoc/>
    public (Tensor Velocity, Tensor Divergence) WithDivergence(double time, Tensor value, Tensor direction, Tensor? context)
    {
        var h = First(time, value, context);
        var carried = direction.Product(layers[0].weight!.transpose(0, 1)) * (1 - h.square());
        for (var i = 1; i < layers.Count - 1; i++)
        {
            h = layers[i].call(h).tanh();
            carried = carried.Product(layers[i].weight!.transpose(0, 1)) * (1 - h.square());
        }
        return (layers[^1].call(h), (carried.Product(layers[^1].weight!.transpose(0, 1)) * direction).sum(-1));
    }

    private Tensor First(double at, Tensor value, Tensor? context)
    {
        var shift = time.weight!.squeeze(-1) * at + time.bias!;
        if (contextLayer is not null)
            shift = contextLayer.call(context ?? throw new ArgumentException($"context: expected [B, {contextLayer.weight!.shape[1]}], got none; hand over what the flow is conditioned on.", nameof(context))) + shift;
        return (layers[0].call(value) + shift).tanh_();
    }
}
