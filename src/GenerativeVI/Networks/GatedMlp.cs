using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A gated multilayer perceptron: h_i = (W_i h_{i−1} + b_i) ⊙ σ(V_i h_{i−1} + c_i) (Dauphin+ 2017; the network of the VampPrior experiments).</summary>
public sealed class GatedMlp : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<Linear> layers;
    private readonly Precision precision;
    private readonly Dropout dropout;

    /// <summary>A network from D inputs to its last hidden layer.</summary>
    /// <param name="inputs">D ≥ 1.</param>
    /// <param name="hidden">The widths of the hidden layers; none makes the identity.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="dropout">The share of hidden units that is dropped in training, in [0, 1); 0 by default.</param>
    /// <param name="precision">The arithmetic of the products.</param>
    public GatedMlp(long inputs, IReadOnlyList<int> hidden, RandomStream random, ScalarType dtype = ScalarType.Float32, double dropout = 0, Precision precision = Precision.Full)
        : base(nameof(GatedMlp))
    {
        (this.precision, this.dropout) = (precision, new Dropout(dropout, random.Split("dropout")));
        var widths = hidden.Select(width => (long)width).Prepend(inputs).ToArray();
        // Value and gate side by side in one layer: one product instead of two.
        layers = new TorchSharp.Modules.ModuleList<Linear>([.. widths.Zip(widths.Skip(1), (from, to) => Gated(from, to, hidden.Count, random, dtype))]);
        Outputs = widths[^1];
        RegisterComponents();
    }

    /// <summary>The linear layers, from the input on, each with its values and then its gates as outputs.</summary>
    public IReadOnlyList<Linear> Layers => [.. layers];

    /// <summary>The width of the last layer, or D without hidden layers.</summary>
    public long Outputs { get; }

    /// <summary>The last hidden layer.</summary>
    /// <param name="input">[..., D].</param>
    /// <returns>[..., H].</returns>
    public override Tensor forward(Tensor input)
    {
        if (layers.Count == 0) return input.alias();
        foreach (var layer in layers) input = dropout.call(nn.functional.glu(layer.At(precision, input), -1));
        return input;
    }

    // The values start larger, so that what the gate takes does not add up over layers.
    private static Linear Gated(long inputs, long outputs, int depth, RandomStream random, ScalarType dtype)
    {
        var layer = Initialization.Linear(inputs, 2 * outputs, random, dtype);
        using var _ = no_grad();
        Initialization.Scale(layer.weight!.narrow(0, 0, outputs), Initialization.GateGain(depth));
        return layer;
    }
}
