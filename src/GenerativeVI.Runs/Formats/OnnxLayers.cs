using GenerativeVI.Networks;

namespace GenerativeVI.Formats;

/// <summary>Layers and bodies as nodes of a graph.</summary>
internal static class OnnxLayers
{
    /// <summary>The inputs of a body, or of the layer above it where it is the identity.</summary>
    public static long Inputs(nn.Module<Tensor, Tensor> body, Linear above) => (LayersOf(body) is [var first, ..] ? first : above).weight!.shape[1];

    /// <summary>y = x Wᵀ + b.</summary>
    public static string Linear(OnnxGraph graph, Linear layer, string input, string name, string? weights = null) =>
        graph.Product(name, input, graph.Weight($"{weights ?? name}.weight", layer.weight!), graph.Weight($"{weights ?? name}.bias", layer.bias!));

    /// <summary>A body's last hidden layer.</summary>
    public static string Body(OnnxGraph graph, nn.Module<Tensor, Tensor> body, string input)
    {
        var layers = LayersOf(body);
        for (var i = 0; i < layers.Count; i++)
        {
            var product = Linear(graph, layers[i], input, $"product_{i}", $"body.layers.{i}");
            input = body is Mlp plain ? Activate(graph, plain.Activation, product, $"hidden_{i}") : Gate(graph, layers[i].weight!.shape[0] / 2, product, i);
        }
        return input;
    }

    private static IReadOnlyList<Linear> LayersOf(nn.Module<Tensor, Tensor> body) => body switch
    {
        Mlp plain => plain.Layers,
        GatedMlp gated => gated.Layers,
        _ => throw new ArgumentException($"network: no ONNX graph is known for a body of type {Onnx.NameOf(body)}; those for Mlp and GatedMlp are."),
    };

    private static string Activate(OnnxGraph graph, Activation activation, string value, string name) => activation switch
    {
        Activation.Relu => graph.Node("Relu", name, value),
        Activation.Tanh => graph.Node("Tanh", name, value),
        Activation.Softplus => graph.Node("Softplus", name, value),
        Activation.Silu => graph.Node("Mul", name, value, graph.Node("Sigmoid", $"{name}_gate", value)),
        Activation.Elu => graph.Node("Elu", name, value),
        _ => throw new ArgumentException($"activation: no ONNX operator is known for {activation}."),
    };

    private static string Gate(OnnxGraph graph, long width, string product, int number)
    {
        var (value, gate) = graph.Halves(product, width, $"value_{number}", $"gate_{number}");
        return graph.Node("Mul", $"hidden_{number}", value, graph.Node("Sigmoid", $"gate_{number}_open", gate));
    }
}
