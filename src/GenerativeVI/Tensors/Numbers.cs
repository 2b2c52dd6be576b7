namespace GenerativeVI.Tensors;

/// <summary>Numbers out of tensors of one element.</summary>
internal static class Numbers
{
    /// <summary>The element of a float32 or float64 tensor. By item of the tensor's own type: TorchSharp's conversions go through a temporary that a collection on another thread may free.</summary>
    public static double Number(this Tensor tensor) => tensor.dtype == ScalarType.Float32 ? tensor.item<float>() : tensor.item<double>();
}
