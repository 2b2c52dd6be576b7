namespace GenerativeVI.Networks;

/// <summary>
/// torch's Conv2d, of one stride, padding and dilation for both directions, with a result that depends on its arguments alone: libtorch 2.10's own may read memory that nothing has written
/// (docs/torchsharp.md). Weights have the names and shapes of torch's, so that either loads what the other saved.
/// </summary>
public sealed class PaddedConv2d : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>A convolution with given first weights.</summary>
    /// <param name="kernel">[O, C/groups, kH, kW]: copied.</param>
    /// <param name="offset">The bias, [O], copied; none when null.</param>
    /// <param name="stride">At least 1.</param>
    /// <param name="padding">Zeros on every side, at least 0.</param>
    /// <param name="dilation">The distance of the kernel's elements, at least 1.</param>
    /// <param name="groups">Groups of channels that see each other alone.</param>
    /// <exception cref="ArgumentException">The kernel has not four axes, or the bias not one number per output.</exception>
    public PaddedConv2d(Tensor kernel, Tensor? offset, long stride = 1, long padding = 0, long dilation = 1, long groups = 1)
        : base(nameof(PaddedConv2d))
    {
        Tensors.Shapes.Require(kernel, nameof(kernel), "O", "C", "kH", "kW");
        if (offset is not null) Tensors.Shapes.Require(offset, nameof(offset), kernel.shape[0]);
        (Stride, Padding, Dilation, Groups) = (stride, padding, dilation, groups);
        (weight = new Parameter(kernel.detach().clone())).DetachFromDisposeScope();
        if (offset is not null) (bias = new Parameter(offset.detach().clone())).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>[O, C/groups, kH, kW].</summary>
    public Parameter Weight => weight;

    /// <summary>[O], or null.</summary>
    public Parameter? Bias => bias;

    /// <summary>In both directions.</summary>
    public long Stride { get; }

    /// <summary>Zeros on every side.</summary>
    public long Padding { get; }

    /// <summary>The distance of the kernel's elements.</summary>
    public long Dilation { get; }

    /// <summary>Groups of channels that see each other alone.</summary>
    public long Groups { get; }

    /// <summary>The features.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <returns>[B, O, H′, W′].</returns>
    public override Tensor forward(Tensor input) => PaddedConvolution.Of(input, weight, bias, Stride, Padding, Dilation, Groups);
}
