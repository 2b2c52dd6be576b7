using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class ActivationTests
{
    // None of the points is a kink of any of these functions.
    private static readonly double[] Points = [-7.3, -2.9, -1.2, -0.6, -0.1, 0.2, 0.4, 0.9, 1.7, 4.8, 6.5, 25];

    private static readonly Dictionary<string, (Module<Tensor, Tensor> Layer, Func<double, double> Formula)> Cases = new()
    {
        ["ReLU"] = (ReLU(), x => Math.Max(x, 0)),
        ["ReLU6"] = (ReLU6(), x => Math.Clamp(x, 0, 6)),
        ["LeakyReLU"] = (LeakyReLU(0.2), x => x > 0 ? x : 0.2 * x),
        ["RReLU"] = (Evaluating(RReLU(0.1, 0.5)), x => x > 0 ? x : 0.3 * x),
        ["PReLU"] = (PReLU(1, 0.35, dtype: float64), x => x > 0 ? x : 0.35 * x),
        ["ELU"] = (ELU(1.3), x => x > 0 ? x : 1.3 * (Math.Exp(x) - 1)),
        ["CELU"] = (CELU(1.3), x => x > 0 ? x : 1.3 * (Math.Exp(x / 1.3) - 1)),
        ["SELU"] = (SELU(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        ["GELU"] = (GELU(), x => x * NormalDistribution(x)),
        ["GELU, tanh"] = (GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        ["SiLU"] = (SiLU(), x => x * Logistic(x)),
        ["Mish"] = (Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["Sigmoid"] = (Sigmoid(), Logistic),
        ["Tanh"] = (Tanh(), Math.Tanh),
        ["Tanhshrink"] = (Tanhshrink(), x => x - Math.Tanh(x)),
        ["Hardtanh"] = (Hardtanh(-0.5, 1.5), x => Math.Clamp(x, -0.5, 1.5)),
        ["Hardsigmoid"] = (Hardsigmoid(), x => Math.Clamp(x / 6 + 0.5, 0, 1)),
        ["Hardswish"] = (Hardswish(), x => x * Math.Clamp(x / 6 + 0.5, 0, 1)),
        ["Hardshrink"] = (Hardshrink(0.5), x => Math.Abs(x) > 0.5 ? x : 0),
        ["Softshrink"] = (Softshrink(0.5), x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
        ["Softsign"] = (Softsign(), x => x / (1 + Math.Abs(x))),
        ["Softplus"] = (Softplus(), x => Math.Log(1 + Math.Exp(x))),
        ["Softplus, beta"] = (Softplus(2, 10), x => 2 * x > 10 ? x : Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["LogSigmoid"] = (LogSigmoid(), x => -Math.Log(1 + Math.Exp(-x))),
        ["Threshold"] = (Threshold(0.3, -2), x => x > 0.3 ? x : -2),
        ["Identity"] = (Identity(), x => x),
    };

    private static readonly Dictionary<string, Module<Tensor, Tensor>> InPlace = new()
    {
        ["ReLU"] = ReLU(true), ["ReLU6"] = ReLU6(true), ["LeakyReLU"] = LeakyReLU(0.2, true), ["ELU"] = ELU(1.3, true), ["CELU"] = CELU(1.3, true),
            ["SELU"] = SELU(true),
        ["GELU"] = GELU(true), ["SiLU"] = SiLU(true), ["Mish"] = Mish(true), ["Sigmoid"] = Sigmoid(true), ["Tanh"] = Tanh(true),
            ["Tanhshrink"] = Tanhshrink(true),
        ["Hardtanh"] = Hardtanh(-0.5, 1.5, true), ["Hardsigmoid"] = Hardsigmoid(true), ["Hardswish"] = Hardswish(true), ["Softsign"] = Softsign(true),
            ["Threshold"] = Threshold(0.3, -2, true),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];
    public static TheoryData<string> NamesInPlace => [.. InPlace.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_AreTheFormulas(string name) => Numbers.Close([.. Points.Select(Cases[name].Formula)], Cases[name].Layer.call(Numbers.Of(Points)));

    [Theory, MemberData(nameof(Names))]
    public void Gradients_AreDifferences(string name) => Numbers.Differentiates(x => Cases[name].Layer.call(x[0]), Numbers.Of(Points));

    [Theory, MemberData(nameof(NamesInPlace))]
    public void InPlace_TheInputChanges_AndTheResultIsASecondTensor(string name)
    {
        var x = Numbers.Of(Points);
        double[] expected = [.. Points.Select(Cases[name].Formula)];
        var y = InPlace[name].call(x);
        Numbers.Close(expected, x);
        x.Dispose();
        Numbers.Close(expected, y);
    }

    [Theory, MemberData(nameof(Names))]
    public void TheResult_IsNotTheArgument(string name)
    {
        var x = Numbers.Of(Points);
        var y = Cases[name].Layer.call(x);
        x.Dispose();
        Assert.Equal(Points.Length, y.numel());
    }

    [Fact]
    public void Softmaxes_AreNormalized_AlongTheirDimension()
    {
        var x = Numbers.Some(2, 3, 4, 2);
        var exponentials = x.exp();
        Numbers.Close(exponentials / exponentials.sum([1L], keepdim: true), Softmax(1).call(x));
        Numbers.Close(exponentials / exponentials.sum([1L], keepdim: true), Softmax2d().call(x));
        Numbers.Close((exponentials / exponentials.sum([-1L], keepdim: true)).log(), LogSoftmax(-1).call(x));
        var inverse = (-x).exp();
        Numbers.Close(inverse / inverse.sum([2L], keepdim: true), Softmin(2).call(x));
        Numbers.Differentiates(t => LogSoftmax(1).call(t[0]), x);
        Assert.Equal(float64, functional.softmax(x.to(float32), 1, float64).dtype);
    }

    [Fact]
    public void Glu_GatesOneHalfByTheOther()
    {
        var x = Numbers.Some(3, 4);
        Numbers.Close(x.narrow(1, 0, 2) * x.narrow(1, 2, 2).sigmoid(), GLU().call(x));
        Numbers.Differentiates(t => GLU().call(t[0]), x);
    }

    [Fact]
    public void PReLU_LearnsItsSlope()
    {
        var layer = PReLU(2, 0.25, dtype: float64);
        layer.call(Numbers.Of([-2, 3, -1, -4], 2, 2)).sum().backward();
        Numbers.Close([-3, -4], layer.weight.grad!);
        Assert.Equal(["weight"], layer.named_parameters().Select(entry => entry.name));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // Φ by the series of the error function, and by its continued fraction where that converges sooner.
    private static double NormalDistribution(double x)
    {
        if (Math.Abs(x) > 3)
        {
            var fraction = Math.Abs(x);
            for (var k = 400; k > 0; k--) fraction = Math.Abs(x) + k / fraction;
            var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) / fraction;
            return x > 0 ? 1 - tail : tail;
        }
        double term = x, sum = x;
        for (var k = 1; k < 100; k++) sum += term *= x * x / (2 * k + 1);
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static T Evaluating<T>(T layer) where T : Module
    {
        layer.eval();
        return layer;
    }
}
