namespace GenerativeVI.Networks;

/// <summary>Convolutions over as many channels as oneDNN can sum without reading beyond them.</summary>
/// <remarks>
/// libtorch 2.10's float32 convolutions on a CPU take channels in blocks of 16 (8 without AVX-512). Where the channels that
/// are summed over end within a block, they multiply the rest of it, memory that nothing has written, by zeros; and where a
/// NaN was left there, the result is NaN. The sum runs over input channels in a convolution, where up to 16 are safe, and
/// over output channels in its gradient; in a transposed convolution it is the other way round. Zeros complete the blocks.
/// </remarks>
internal static class PaddedConvolution
{
    private const long Block = 16;

    static PaddedConvolution() => TorchConvolutions.LeaveNnpack();

    /// <summary>A convolution.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="weight">[O, C, kH, kW].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="stride">Of each side.</param>
    /// <param name="padding">Zeros around each side.</param>
    /// <param name="dilation">The distance of the kernel's elements; 1 by default.</param>
    /// <param name="groups">Groups of channels that see each other alone; 1 by default. Several are not padded.</param>
    /// <returns>[B, O, H′, W′].</returns>
    public static Tensor Of(
        Tensor input, Tensor weight, Tensor? bias, long stride, long padding, long dilation = 1, long groups = 1)
    {
        var (outputs, inputs) = (weight.shape[0], weight.shape[1]);
        var (moreOutputs, moreInputs) = groups == 1 && IsAffected(input) ? (input.requires_grad ? Missing(outputs) : 0, MissingAboveABlock(inputs)) : (0, 0);
        var result = nn.functional.conv2d(
            Extended(input, moreInputs), Extended(weight, moreInputs, moreOutputs), Longer(bias, moreOutputs),
            [stride, stride], [padding, padding], [dilation, dilation], groups);
        return moreOutputs == 0 ? result : result.narrow(1, 0, outputs);
    }

    /// <summary>A transposed convolution.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <param name="weight">[C, O, kH, kW].</param>
    /// <param name="bias">[O].</param>
    /// <param name="stride">Of each side.</param>
    /// <param name="padding">Zeros around each side of what it is the gradient of.</param>
    /// <param name="outputPadding">Zeros at the end of each side.</param>
    /// <returns>[B, O, H′, W′].</returns>
    public static Tensor Transposed(Tensor input, Tensor weight, Tensor bias, long stride, long padding, long[] outputPadding)
    {
        var (inputs, outputs) = (weight.shape[0], weight.shape[1]);
        var (moreInputs, moreOutputs) = IsAffected(input) ? (Missing(inputs), MissingAboveABlock(outputs)) : (0, 0);
        var result = nn.functional.conv_transpose2d(
            Extended(input, moreInputs), Extended(weight, moreOutputs, moreInputs), Longer(bias, moreOutputs),
            strides: [stride, stride], padding: [padding, padding], output_padding: outputPadding);
        return moreOutputs == 0 ? result : result.narrow(1, 0, outputs);
    }

    private static bool IsAffected(Tensor input) => input.dtype == ScalarType.Float32 && input.device.type == DeviceType.CPU;

    private static long Missing(long channels) => (Block - (channels % Block)) % Block;

    private static long MissingAboveABlock(long channels) => channels <= Block ? 0 : Missing(channels);

    private static Tensor? Longer(Tensor? bias, long more) => bias is null || more == 0 ? bias : nn.functional.pad(bias, [0, more]);

    // Zeros behind the second axis, and behind the first.
    private static Tensor Extended(Tensor tensor, long second, long first = 0) =>
        second == 0 && first == 0 ? tensor : nn.functional.pad(tensor, [0, 0, 0, 0, 0, second, 0, first]);
}
