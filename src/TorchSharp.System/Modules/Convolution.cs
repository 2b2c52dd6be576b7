namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>What convolutions of one and two dimensions, forward and transposed, share.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    // For the paddings that are an operation of their own: two numbers a dimension, the last dimension first.
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null,
        ScalarType? dtype = null) : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros) throw new ArgumentException($"{name} pads with zeros only, not {padding_mode}.");
        if (in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{name}: {groups} groups do not divide {in_channels} and {out_channels} channels.");
        (this.in_channels, this.out_channels, this.kernel_size, this.stride, this.dilation) = (in_channels, out_channels, kernel_size, stride, dilation);
        (this.transposed, this.output_padding, this.groups, this.padding_mode) = (transposed, output_padding, groups, padding_mode);
        if (padding_type is { } type) SetPadding(type);
        else SetPadding(padding ?? new long[kernel_size.Length]);
        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = empty([.. channels, .. kernel_size], dtype: dtype, device: device).AsParameter();
        if (bias) this.bias = empty([out_channels], dtype: dtype, device: device).AsParameter();
        reset_parameters();
    }

    public long in_channels { get; }
    public long out_channels { get; }
    public long[] kernel_size { get; set; }
    public long[] stride { get; set; }
    public long[]? padding { get; private set; }
    public Padding? padding_type { get; private set; }
    public PaddingModes padding_mode { get; set; }
    public long[] dilation { get; set; }
    public bool transposed { get; }
    public long[] output_padding { get; set; }
    public long groups { get; set; }
    public Parameter weight { get => Own()!; set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }

    public void reset_parameters() => Initial.WeightAndBias(weight, bias);

    public void SetPadding(long[] padding)
    {
        (this.padding, padding_type) = (padding, null);
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
    }

    public void SetPadding(Padding padding)
    {
        if (transposed) throw new ArgumentException($"{GetName()} takes its padding as numbers.");
        if (padding == TorchSharp.Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException($"{GetName()}: padding to the same size needs stride 1.");
        (this.padding, padding_type) = (null, padding);
        var extents = kernel_size.Zip(dilation, (size, step) => padding == TorchSharp.Padding.Same ? step * (size - 1) : 0);
        _reversed_padding_repeated_twice = [.. extents.Reverse().SelectMany(total => new[] { total / 2, total - total / 2 })];
    }

    protected bool ValidateShape(Tensor input, long dimensions) =>
        input.dim() == dimensions + 2 && input.shape[1] == in_channels || input.dim() == dimensions + 1 && input.shape[0] == in_channels;

    private protected Tensor Convolve(Tensor input)
    {
        var dimensions = kernel_size.Length;
        if (!ValidateShape(input, dimensions))
            throw new ArgumentException($"{GetName()}: expected [N, {in_channels}, …] or [{in_channels}, …] with {dimensions} dimensions more, got {input.Sizes()}.");
        if (padding_mode == PaddingModes.Zeros)
            return padding_type is { } type
                ? F.conv(dimensions, input, weight, bias, stride, type, dilation, groups)
                : F.conv(dimensions, input, weight, bias, stride, padding, dilation, groups);
        using var padded = F.pad(input, _reversed_padding_repeated_twice, padding_mode);
        return F.conv(dimensions, padded, weight, bias, stride, null, dilation, groups);
    }
}

public sealed class Conv1d : Convolution
{
    internal Conv1d(long in_channels, long out_channels, long kernel_size, long stride, long? padding, Padding? padding_type, long dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), in_channels, out_channels, [kernel_size], [stride], F.List(padding), padding_type, [dilation], false, [0], groups, bias,
            padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => Convolve(input);
}

public sealed class Conv2d : Convolution
{
    internal Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride, (long, long)? padding, Padding? padding_type,
        (long, long)? dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, F.List(kernel_size)!, F.List(stride) ?? [1, 1], F.List(padding), padding_type,
            F.List(dilation) ?? [1, 1], false, [0, 0], groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => Convolve(input);
}

public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding,
        Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device? device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias,
            padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => forward(input, null);
    public abstract Tensor forward(Tensor input, long[]? output_size);

    // The output padding that leads to the size asked for: a stride leaves several sizes open.
    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation,
        long num_spatial_dims)
    {
        if (output_size is null) return [output_padding[0]]; // TorchSharp pads every side like the first
        var dimensions = (int)num_spatial_dims;
        var leading = (int)input.dim() - dimensions;
        if (output_size.Length == leading + dimensions) output_size = output_size[leading..];
        if (output_size.Length != dimensions)
            throw new ArgumentException($"{GetName()}: output_size must have {dimensions} or {leading + dimensions} numbers, got {output_size.Length}.");
        var extra = new long[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var least = (input.shape[leading + d] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
            extra[d] = output_size[d] - least;
            if (extra[d] < 0 || extra[d] >= stride[d])
                throw new ArgumentException($"{GetName()}: an output of {output_size[d]} in dimension {d} is out of reach, {least} to {least + stride[d] - 1} are not.");
        }
        return extra;
    }

    private protected Tensor Spread(Tensor input, long[]? output_size)
    {
        var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, kernel_size.Length);
        return F.conv_transpose(kernel_size.Length, input, weight, bias, stride, padding, extra, dilation, groups);
    }
}

public sealed class ConvTranspose1d : ConvolutionTranspose
{
    internal ConvTranspose1d(long in_channels, long out_channels, long kernel_size, long stride, long padding, long output_padding, long dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose1d), in_channels, out_channels, [kernel_size], [stride], [padding], null, [dilation], true, [output_padding], groups,
            bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input, long[]? output_size) => Spread(input, output_size);
}

public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride, (long, long)? padding,
        (long, long)? output_padding, (long, long)? dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, F.List(kernel_size)!, F.List(stride) ?? [1, 1], F.List(padding), null,
            F.List(dilation) ?? [1, 1], true, F.List(output_padding) ?? [0, 0], groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input, long[]? output_size) => Spread(input, output_size);
}
