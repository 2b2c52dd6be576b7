namespace GenerativeVI.Networks;

/// <summary>Activations applied by name.</summary>
public static class Activations
{
    /// <summary>The activation of every element. The argument is overwritten where the derivative needs only the result: hand it a fresh tensor that nothing else reads.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="value">Any shape; not a leaf that requires a gradient.</param>
    public static Tensor ApplyTo(this Activation activation, Tensor value) => activation switch
    {
        Activation.Relu => value.relu_(),
        Activation.Tanh => value.tanh_(),
        Activation.Softplus => nn.functional.softplus(value),
        Activation.Silu => nn.functional.silu(value),
        Activation.Elu => nn.functional.elu(value, 1.0),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), $"activation: {activation} is not one of {string.Join(", ", Enum.GetNames<Activation>())}."),
    };
}
