namespace TorchSharp.Modules;

using F = TorchSharp.torch.nn.functional;
using static TorchSharp.torch;

public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.relu(tensor, inplace);
}

public sealed class ReLU6 : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU6() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.relu6(tensor, inplace);
}

public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
{
    internal LeakyReLU() { }
    public double negative_slope { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.leaky_relu(tensor, negative_slope, inplace);
}

public sealed class RReLU : ParameterLessModule<Tensor, Tensor>
{
    internal RReLU() { }
    public double lower { get; set; }
    public double upper { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.rrelu(tensor, lower, upper, inplace);
}

public sealed class ELU : ParameterLessModule<Tensor, Tensor>
{
    internal ELU() { }
    public double alpha { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.elu(tensor, alpha, inplace);
}

public sealed class CELU : ParameterLessModule<Tensor, Tensor>
{
    internal CELU() { }
    public double alpha { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.celu(tensor, alpha, inplace);
}

public sealed class SELU : ParameterLessModule<Tensor, Tensor>
{
    internal SELU() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.selu(tensor, inplace);
}

public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
{
    internal SiLU() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.silu(tensor, inplace);
}

public sealed class Mish : ParameterLessModule<Tensor, Tensor>
{
    internal Mish() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.mish(tensor, inplace);
}

public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Sigmoid() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.sigmoid(tensor, inplace);
}

public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
{
    internal Tanh() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.tanh(tensor, inplace);
}

public sealed class Tanhshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Tanhshrink() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.tanhshrink(tensor, inplace);
}

public sealed class Hardtanh : ParameterLessModule<Tensor, Tensor>
{
    internal Hardtanh() { }
    public double min_val { get; set; }
    public double max_val { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.hardtanh(tensor, min_val, max_val, inplace);
}

public sealed class Hardsigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Hardsigmoid() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.hardsigmoid(tensor, inplace);
}

public sealed class Hardswish : ParameterLessModule<Tensor, Tensor>
{
    internal Hardswish() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.hardswish(tensor, inplace);
}

public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Hardshrink() { }
    public double lambda { get; set; }
    public override Tensor forward(Tensor tensor) => F.hardshrink(tensor, lambda);
}

public sealed class Softshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Softshrink() { }
    public double lambda { get; set; }
    public override Tensor forward(Tensor tensor) => F.softshrink(tensor, lambda);
}

public sealed class Softsign : ParameterLessModule<Tensor, Tensor>
{
    internal Softsign() { }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.softsign(tensor, inplace);
}

public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
{
    internal Softplus() { }
    public double beta { get; set; }
    public double threshold { get; set; }
    public override Tensor forward(Tensor tensor) => F.softplus(tensor, beta, threshold);
}

public sealed class LogSigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal LogSigmoid() { }
    public override Tensor forward(Tensor tensor) => F.logsigmoid(tensor);
}

public sealed class Threshold : ParameterLessModule<Tensor, Tensor>
{
    internal Threshold() { }
    public double threshold { get; set; }
    public double value { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.threshold(tensor, threshold, value, inplace);
}

public sealed class GLU : ParameterLessModule<Tensor, Tensor>
{
    internal GLU() { }
    public long dim { get; set; }
    public override Tensor forward(Tensor tensor) => F.glu(tensor, dim);
}

public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
{
    internal Softmax() { }
    public long dim { get; set; }
    public override Tensor forward(Tensor tensor) => F.softmax(tensor, dim);
}

public sealed class Softmax2d : ParameterLessModule<Tensor, Tensor>
{
    internal Softmax2d() { }
    public override Tensor forward(Tensor tensor) => F.softmax2d(tensor);
}

public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
{
    internal Softmin() { }
    public long dim { get; set; }
    public override Tensor forward(Tensor tensor) => F.softmin(tensor, dim);
}

public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
{
    internal LogSoftmax() { }
    public long dim { get; set; }
    public override Tensor forward(Tensor tensor) => F.log_softmax(tensor, dim);
}

public sealed class GELU : ParameterLessModule<Tensor, Tensor>
{
    internal GELU() { }
    public enum Approximate { none, tanh }
    public Approximate approximate { get; set; }
    public bool inplace { get; set; }
    public override Tensor forward(Tensor tensor) => F.gelu(tensor, approximate, inplace);
}

public sealed class PReLU : nn.Module<Tensor, Tensor>
{
    internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
    {
        (this.num_parameters, this.init) = (num_parameters, init);
        weight = torch.full([num_parameters], init, dtype: dtype, device: device).AsParameter();
    }

    public long num_parameters { get; }
    public double init { get; }
    public Parameter weight { get => Own()!; set => Own(value); }
    public override Tensor forward(Tensor tensor) => F.prelu(tensor, weight);
}
