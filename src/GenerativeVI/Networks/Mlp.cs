using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A multilayer perceptron: h_i = a(W_i h_{i−1} + b_i) for every hidden layer. Without hidden layers it is the identity.</summary>
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<Linear> layers;
    private readonly Activation activation;
    private readonly Precision precision;
    private readonly Dropout dropout;

    /// <summary>A network from D inputs to its last hidden layer.</summary>
    /// <param name="inputs">D ≥ 1.</param>
    /// <param name="hidden">The widths of the hidden layers; none makes the identity.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="dropout">The share of hidden units that is dropped in training, in [0, 1); 0 by default.</param>
    /// <param name="precision">The arithmetic of the products.</param>
    public Mlp(
        long inputs, IReadOnlyList<int> hidden, Activation activation, RandomStream random, ScalarType dtype = ScalarType.Float32, double dropout = 0, Precision precision = Precision.Full)
        : base(nameof(Mlp))
    {
        (this.activation, this.precision, this.dropout) = (activation, precision, new Dropout(dropout, random.Split("dropout")));
        var widths = hidden.Select(width => (long)width).Prepend(inputs).ToArray();
        layers = new TorchSharp.Modules.ModuleList<Linear>([.. widths.Zip(widths.Skip(1), (from, to) => Initialization.Hidden(from, to, activation, hidden.Count, random, dtype))]);
        Outputs = widths[^1];
        RegisterComponents();
    }

    /// <summary>The linear layers, from the input on.</summary>
    public IReadOnlyList<Linear> Layers => [.. layers];

    /// <summary>The nonlinearity after every layer.</summary>
    public Activation Activation => activation;

    /// <summary>The width of the last layer, or D without hidden layers.</summary>
    public long Outputs { get; }

    /// <summary>The last hidden layer.</summary>
    /// <param name="input">[..., D].</param>
    /// <returns>[..., H].</returns>
    public override Tensor forward(Tensor input)
    {
        if (layers.Count == 0) return input.alias();
        foreach (var layer in layers) input = dropout.call(layer.At(precision, input, activation));
        return input;
    }
}
