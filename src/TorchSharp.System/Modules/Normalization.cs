namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>What normalizations over a batch share: a scale and a shift for each feature, and running moments for evaluation.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = empty([num_features], dtype: dtype, device: device).AsParameter();
            bias = empty([num_features], dtype: dtype, device: device).AsParameter();
        }
        if (track_running_stats)
        {
            running_mean = zeros([num_features], dtype: dtype, device: device);
            running_var = ones([num_features], dtype: dtype, device: device);
            num_batches_tracked = tensor(0L, dtype: ScalarType.Int64, device: device);
        }
        reset_parameters();
    }

    public long num_features { get; }
    public double eps { get; set; }
    public double? momentum { get; set; }
    public bool affine { get; }
    public bool track_running_stats { get; }
    public Parameter? weight { get => Own(); set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }
    public Tensor? running_mean { get => OwnBuffer(); set => OwnBuffer(value); }
    public Tensor? running_var { get => OwnBuffer(); set => OwnBuffer(value); }
    public Tensor? num_batches_tracked { get => OwnBuffer(); set => OwnBuffer(value); }

    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (weight is not null) init.ones_(weight);
        if (bias is not null) init.zeros_(bias);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void Validate(Tensor input, int least, int most)
    {
        if (input.dim() < least || input.dim() > most)
            throw new ArgumentException($"{GetName()}: expected {(least == most ? least : $"{least} or {most}")} dimensions, got {input.Sizes()}.");
    }
}

public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var share = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            // Without a momentum the running moments are plain averages over all batches so far.
            share = momentum ?? 1.0 / batches.item<long>();
        }
        var running = !training || track_running_stats;
        return F.batch_norm(input, running ? running_mean : null, running ? running_var : null, weight, bias, training || running_mean is null, share, eps);
    }
}

public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d)) { }

    protected override void ValidateInputDimensions(Tensor input) => Validate(input, 2, 3);
}

public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d)) { }

    protected override void ValidateInputDimensions(Tensor input) => Validate(input, 4, 4);
}

public sealed class LayerNorm : Module<Tensor, Tensor>
{
    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
    {
        (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
        if (elementwise_affine) weight = empty(normalized_shape, dtype: dtype, device: device).AsParameter();
        if (elementwise_affine && bias) this.bias = empty(normalized_shape, dtype: dtype, device: device).AsParameter();
        reset_parameters();
    }

    public long[] normalized_shape { get; set; }
    public double eps { get; set; }
    public bool elementwise_affine { get; set; }
    public Parameter? weight { get => Own(); set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }

    public void reset_parameters()
    {
        if (weight is not null) init.ones_(weight);
        if (bias is not null) init.zeros_(bias);
    }

    public override Tensor forward(Tensor tensor) => F.layer_norm(tensor, normalized_shape, weight, bias, eps);
}

public sealed class GroupNorm : Module<Tensor, Tensor>
{
    private readonly long channels;

    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
    {
        (this.num_groups, channels, this.eps, this.affine) = (num_groups, num_channels, eps, affine);
        if (!affine) return;
        weight = ones([num_channels], dtype: dtype, device: device).AsParameter();
        bias = zeros([num_channels], dtype: dtype, device: device).AsParameter();
    }

    public long num_groups { get; set; }
    public double eps { get; set; }
    public bool affine { get; set; }
    public Parameter? weight { get => Own(); set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }

    public override Tensor forward(Tensor tensor)
    {
        if (tensor.dim() < 2 || tensor.shape[1] != channels)
            throw new ArgumentException($"GroupNorm: expected [N, {channels}, …], got {tensor.Sizes()}.");
        return F.group_norm(tensor, num_groups, weight, bias, eps);
    }
}
