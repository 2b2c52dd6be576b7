using GenerativeVI.Networks;

namespace GenerativeVI.Tests.Networks;

public sealed class ActivationTests
{
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Softplus)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Elu)]
    public void ApplyTo_IsTheDocumentedFunction(Activation activation)
    {
        var inputs = new[] { -3.0, -0.5, 0.0, 0.25, 4.0 };
        var outputs = activation.ApplyTo(tensor(inputs)).data<double>().ToArray();
        Assert.Equal(inputs.Select(a => Formula(activation, a)), outputs, (x, y) => Math.Abs(x - y) < 1e-14);
    }

    [Fact]
    public void AnUnknownActivation_IsRefusedWithTheChoice() =>
        Assert.Contains("Relu, Tanh", Assert.Throws<ArgumentOutOfRangeException>(() => ((Activation)99).ApplyTo(zeros(1))).Message, StringComparison.Ordinal);

    private static double Formula(Activation activation, double a) => activation switch
    {
        Activation.Relu => Math.Max(0, a),
        Activation.Tanh => Math.Tanh(a),
        Activation.Softplus => Math.Log(1 + Math.Exp(a)),
        Activation.Silu => a / (1 + Math.Exp(-a)),
        _ => a > 0 ? a : Math.Exp(a) - 1,
    };
}
