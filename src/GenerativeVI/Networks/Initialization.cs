using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Layers whose first weights come from a named stream, so that a model's start depends on its seed alone.</summary>
public static class Initialization
{
    // Hidden layers through which torch's own start still lets enough of the signal.
    private const int Shallow = 2;

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

    /// <summary>
    /// A hidden layer whose start keeps the signal, however many follow each other: weights from U(−g/√n, g/√n), of variance g²/(3n), with g² = 6 before a ReLU (He+ 2015) and what does the same before the other
    /// nonlinearities (<see cref="Gain"/>); biases as torch's.
    /// </summary>
    /// <param name="inputs">n ≥ 1.</param>
    /// <param name="outputs">At least 1.</param>
    /// <param name="activation">What follows.</param>
    /// <param name="depth">The hidden layers of the network.</param>
    /// <param name="random">The stream of the weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public static Linear Hidden(long inputs, long outputs, Activation activation, int depth, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        var layer = Linear(inputs, outputs, random, dtype);
        Scale(layer.weight!, Gain(activation, depth));
        return layer;
    }

    /// <summary>What torch's first weights are multiplied by for a signal that neither dies out nor explodes in many layers: √3 times the root of the inverse share of the variance that the nonlinearity lets through.</summary>
    /// <remarks>
    /// Torch's own start lets a third of the variance through, and a ReLU half of that: three layers leave 7 % of the signal, and
    /// a posterior behind them begins where z tells nothing of x. Networks of one or two layers keep torch's start: it loses little
    /// there, and larger weights would begin reverse models with scales that are far too small. In deeper ones tanh takes 5/3 of
    /// LeCun's, with which its signal comes to rest at a fixed scale.
    /// </remarks>
    /// <param name="activation">What follows.</param>
    /// <param name="depth">The hidden layers of the network, at least 1.</param>
    public static double Gain(Activation activation, int depth) => depth <= Shallow ? 1 : activation switch
    {
        Activation.Tanh => Math.Sqrt(3) * 5 / 3,
        Activation.Relu or Activation.Softplus => Math.Sqrt(3 * 2),
        Activation.Silu => Math.Sqrt(3 * 2.4),
        Activation.Elu => Math.Sqrt(3 * 1.55),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), $"activation: {activation} is not one of {string.Join(", ", Enum.GetNames<Activation>())}."),
    };

    /// <summary>The same before a gate, value ⊙ σ(gate): of the values' variance about a third comes through.</summary>
    internal static double GateGain(int depth) => depth <= Shallow ? 1 : Math.Sqrt(3 * 3);

    /// <summary>Multiplies first weights.</summary>
    internal static void Scale(Tensor weight, double factor)
    {
        if (factor == 1) return;
        using var _ = no_grad();
        weight.mul_(factor);
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
