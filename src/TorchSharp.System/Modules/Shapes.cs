namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;

public sealed class Identity : ParameterLessModule<Tensor, Tensor>
{
    internal Identity() { }
    public override Tensor forward(Tensor tensor) => tensor.alias();
}

public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
{
    internal Flatten() { }
    public long start_dim { get; set; }
    public long end_dim { get; set; }
    public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
}

public sealed class Unflatten : ParameterLessModule<Tensor, Tensor>
{
    internal Unflatten() { }
    public long dim { get; set; }
    public long[] unflattened_size { get; set; } = [];
    public override Tensor forward(Tensor tensor) => tensor.unflatten(dim, unflattened_size);
}

public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.dropout(tensor, p, training, inplace);
}

public sealed class Dropout1d : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout1d() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.dropout1d(tensor, p, training, inplace);
}

public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout2d() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor input) => F.dropout2d(input, p, training, inplace);
}

public sealed class Dropout3d : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout3d() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor input) => F.dropout3d(input, p, training, inplace);
}

public sealed class AlphaDropout : ParameterLessModule<Tensor, Tensor>
{
    internal AlphaDropout() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.alpha_dropout(tensor, p, training, inplace);
}

public sealed class FeatureAlphaDropout : ParameterLessModule<Tensor, Tensor>
{
    internal FeatureAlphaDropout() { }
    public double p { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor input) => F.feature_alpha_dropout(input, p, training, inplace);
}

public sealed class PixelShuffle : ParameterLessModule<Tensor, Tensor>
{
    internal PixelShuffle() { }
    public long upscale_factor { get; set; }
    public override Tensor forward(Tensor input) => F.pixel_shuffle(input, upscale_factor);
}

public sealed class PixelUnshuffle : ParameterLessModule<Tensor, Tensor>
{
    internal PixelUnshuffle() { }
    public long downscale_factor { get; set; }
    public override Tensor forward(Tensor input) => F.pixel_unshuffle(input, downscale_factor);
}

public sealed class Unfold : ParameterLessModule<Tensor, Tensor>
{
    internal Unfold() { }
    public (long, long) kernel_size { get; set; }
    public (long, long) dilation { get; set; }
    public (long, long) padding { get; set; }
    public (long, long) stride { get; set; }
    public override Tensor forward(Tensor tensor) => F.unfold(tensor, kernel_size, dilation, padding, stride);
}

public sealed class Fold : ParameterLessModule<Tensor, Tensor>
{
    internal Fold() { }
    public (long, long) output_size { get; set; }
    public (long, long) kernel_size { get; set; }
    public (long, long) dilation { get; set; }
    public (long, long) padding { get; set; }
    public (long, long) stride { get; set; }
    public override Tensor forward(Tensor tensor) => F.fold(tensor, output_size, kernel_size, dilation, padding, stride);
}

public sealed class CosineSimilarity : ParameterLessModule<Tensor, Tensor, Tensor>
{
    internal CosineSimilarity() { }
    public long dim { get; set; }
    public double eps { get; set; }
    public override Tensor forward(Tensor input1, Tensor input2) => F.cosine_similarity(input1, input2, dim, eps);
}

public sealed class PairwiseDistance : ParameterLessModule<Tensor, Tensor, Tensor>
{
    internal PairwiseDistance() { }
    public double norm { get; set; }
    public double eps { get; set; }
    public bool keepdim { get; set; }
    public override Tensor forward(Tensor input1, Tensor input2) => F.pairwise_distance(input1, input2, norm, eps, keepdim);
}

public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[]? sizes;
    private readonly double[]? scales;

    internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor) =>
        (sizes, scales, this.mode, this.align_corners, this.recompute_scale_factor) = (size, scale_factor, mode, align_corners, recompute_scale_factor);

    public ReadOnlySpan<long> size => sizes;
    public ReadOnlySpan<double> scale_factor => scales;
    public UpsampleMode mode { get; }
    public bool? align_corners { get; }
    public bool? recompute_scale_factor { get; set; }

    public override Tensor forward(Tensor input) =>
        F.interpolate(input, sizes, scales, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners, recompute_scale_factor ?? false);
}

/// <summary>What all padding layers share; a padding is given from the last dimension to the first, two numbers each.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly PaddingModes mode;

    protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name) =>
        (this.mode, this.value, this.padding) = (mode, value, padding);

    public double value { get; set; }
    public long[] padding { get; set; }
    public override Tensor forward(Tensor input) => F.pad(input, padding, mode, value);
}

public sealed class ConstantPad1d : PadBase { internal ConstantPad1d(double value, params long[] padding)
    : base(nameof(ConstantPad1d), PaddingModes.Constant, value, padding) { } }
public sealed class ConstantPad2d : PadBase { internal ConstantPad2d(double value, params long[] padding)
    : base(nameof(ConstantPad2d), PaddingModes.Constant, value, padding) { } }
public sealed class ConstantPad3d : PadBase { internal ConstantPad3d(double value, params long[] padding)
    : base(nameof(ConstantPad3d), PaddingModes.Constant, value, padding) { } }
public sealed class ZeroPad2d : PadBase { internal ZeroPad2d(params long[] padding) : base(nameof(ZeroPad2d), PaddingModes.Constant, 0, padding) { } }
public sealed class ReflectionPad1d : PadBase { internal ReflectionPad1d(params long[] padding)
    : base(nameof(ReflectionPad1d), PaddingModes.Reflect, 0, padding) { } }
public sealed class ReflectionPad2d : PadBase { internal ReflectionPad2d(params long[] padding)
    : base(nameof(ReflectionPad2d), PaddingModes.Reflect, 0, padding) { } }
public sealed class ReflectionPad3d : PadBase { internal ReflectionPad3d(params long[] padding)
    : base(nameof(ReflectionPad3d), PaddingModes.Reflect, 0, padding) { } }
public sealed class ReplicationPad1d : PadBase { internal ReplicationPad1d(params long[] padding)
    : base(nameof(ReplicationPad1d), PaddingModes.Replicate, 0, padding) { } }
public sealed class ReplicationPad2d : PadBase { internal ReplicationPad2d(params long[] padding)
    : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, padding) { } }
public sealed class ReplicationPad3d : PadBase { internal ReplicationPad3d(params long[] padding)
    : base(nameof(ReplicationPad3d), PaddingModes.Replicate, 0, padding) { } }
