using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Layers whose first weights come from a named stream, so that a model's start depends on its seed alone.</summary>
public static class Initialization
{
    /// <summary>A linear layer with weights and biases from U(−1/√n, 1/√n), n the inputs: torch's own distribution for a linear layer.</summary>
    /// <param name="inputs">n ≥ 1.</param>
    /// <param name="outputs">At least 1.</param>
    /// <param name="random">The stream of the weights; the layer is made on its device.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="scale">What weights and biases are multiplied by, at least 0; 1 by default.</param>
    public static Linear Linear(long inputs, long outputs, RandomStream random, ScalarType dtype = ScalarType.Float32, double scale = 1)
    {
        if (inputs < 1 || outputs < 1) throw new ArgumentException($"a linear layer has at least one input and one output: got {inputs} and {outputs}.");
        var layer = nn.Linear(inputs, outputs, device: random.Device, dtype: dtype);
        var bound = scale / Math.Sqrt(inputs);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        layer.weight!.copy_(random.Uniform([outputs, inputs], dtype).mul_(2 * bound).sub_(bound));
        layer.bias!.copy_(random.Uniform([outputs], dtype).mul_(2 * bound).sub_(bound));
        return layer;
    }

    /// <summary>Lets a layer begin at a bias.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="start">[outputs]; copied. Nothing is done when null.</param>
    internal static void SetBias(Linear layer, Tensor? start)
    {
        if (start is null) return;
        Shapes.Require(start, nameof(start), layer.bias!.shape[0]);
        using var _ = no_grad();
        layer.bias.copy_(start);
    }
}
