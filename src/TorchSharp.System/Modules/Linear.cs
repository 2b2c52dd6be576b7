namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public sealed class Linear : Module<Tensor, Tensor>
{
    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        (out_features, in_features) = (weight.shape[0], weight.shape[1]);
        this.weight = weight;
        this.bias = bias;
    }

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        (in_features, out_features) = (inputSize, outputSize);
        weight = empty([outputSize, inputSize], dtype: dtype, device: device).AsParameter();
        if (hasBias) bias = empty([outputSize], dtype: dtype, device: device).AsParameter();
        Initial.WeightAndBias(weight, bias);
    }

    public long in_features { get; set; }
    public long out_features { get; set; }
    public Parameter weight { get => Own()!; set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }
    public override Tensor forward(Tensor tensor) => F.linear(tensor, weight, bias);
}

public sealed class Bilinear : Module<Tensor, Tensor, Tensor>
{
    internal Bilinear(long in1_features, long in2_features, long out_features, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Bilinear))
    {
        (this.in1_features, this.in2_features, this.out_features) = (in1_features, in2_features, out_features);
        var bound = 1 / Math.Sqrt(in1_features);
        weight = empty([out_features, in1_features, in2_features], dtype: dtype, device: device).AsParameter();
        init.uniform_(weight, -bound, bound);
        if (!hasBias) return;
        bias = empty([out_features], dtype: dtype, device: device).AsParameter();
        init.uniform_(bias, -bound, bound);
    }

    public long in1_features { get; set; }
    public long in2_features { get; set; }
    public long out_features { get; set; }
    public Parameter weight { get => Own()!; set => Own(value); }
    public Parameter? bias { get => Own(); set => Own(value); }
    public override Tensor forward(Tensor input1, Tensor input2) => F.bilinear(input1, input2, weight, bias);
}

public sealed class Embedding : Module<Tensor, Tensor>
{
    private static readonly Op Lookup = new("aten::embedding"), Renormalize = new("aten::embedding_renorm_");
    private readonly long padding_idx;
    private readonly double? max_norm;
    private readonly double norm_type;
    private readonly bool scale_grad_by_freq, sparse;

    internal Embedding(Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
        : base(nameof(Embedding))
    {
        (this.max_norm, this.norm_type, this.scale_grad_by_freq, this.sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
        this.padding_idx = padding_idx switch { null => -1, < 0 => weight.shape[0] + padding_idx.Value, _ => padding_idx.Value };
        this.weight = weight;
    }

    public Parameter weight { get => Own()!; set => Own(value); }

    public override Tensor forward(Tensor input)
    {
        if (max_norm is { } limit)
            using (no_grad()) Renormalize.Run(weight, input, limit, norm_type);
        return Lookup.One(weight, input, padding_idx, scale_grad_by_freq, sparse);
    }
}

internal static class Initial
{
    /// <summary>What linear layers and convolutions start from: weights and biases uniform within ±1/√fan in.</summary>
    internal static void WeightAndBias(Parameter weight, Parameter? bias)
    {
        init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null) return;
        var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        init.uniform_(bias, -bound, bound);
    }
}
