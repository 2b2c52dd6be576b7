namespace GenerativeVI.Networks;

/// <summary>The arithmetic of a network's matrix products.</summary>
public enum Precision
{
    /// <summary>float32, or whatever the weights are.</summary>
    Full,

    /// <summary>Products of bfloat16 factors; weights, sums over layers and optimizer stay as they are. Faster where the processor has it (AVX512_BF16, AMX); a factor keeps 8 bits.</summary>
    BFloat16,
}

/// <summary>Linear layers at a precision.</summary>
internal static class Products
{
    public static Tensor At(this Linear layer, Precision precision, Tensor input) => precision == Precision.Full
        ? layer.call(input)
        : nn.functional.linear(input.to_type(ScalarType.BFloat16), layer.weight!.to_type(ScalarType.BFloat16), layer.bias!.to_type(ScalarType.BFloat16)).to_type(input.dtype);

    /// <summary>The layer with a nonlinearity behind it.</summary>
    public static Tensor At(this Linear layer, Precision precision, Tensor input, Activation activation) => activation == Activation.Tanh && precision == Precision.Full
        ? TanhLayer.Of(layer, input)
        : activation.ApplyTo(layer.At(precision, input));
}
