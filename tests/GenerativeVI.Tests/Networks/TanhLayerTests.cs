using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Networks;

/// <summary>A tanh layer in float32 against torch's in double precision.</summary>
public sealed class TanhLayerTests
{
    [Fact]
    public void Values_AreRightToTheLastDigits_EverywhereOnTheAxis()
    {
        // The identity behind the bias: every point of the axis, the two ends of the series' range and the numbers that are none.
        var points = Enumerable.Range(-4000, 8001).Select(i => i * 0.003f).Concat([0.6249999f, 0.625f, -0.625f, 1e-30f, -1e-30f, 1e-5f, 43.5f, 44f, 1e4f, -1e4f, float.PositiveInfinity, float.NegativeInfinity]).ToArray();
        using var network = Identity();
        var results = network.call(tensor(points).unsqueeze(-1)).data<float>().ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            var exact = Math.Tanh(points[i]);
            Assert.InRange(results[i] - exact, -3e-7 * Math.Abs(exact), 3e-7 * Math.Abs(exact));
        }
        Assert.True(float.IsNaN(network.call(tensor(new[] { float.NaN }).unsqueeze(-1)).item<float>()));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(13, 7)]
    [InlineData(100, 200)]
    public void ValueAndGradients_AgreeWithTorchInDoublePrecision(int rows, int width)
    {
        var random = new RandomStream(1);
        using var network = new Mlp(5, [width], Activation.Tanh, random);
        var (x, weights) = (random.Normal([3, rows, 5]).requires_grad_(), random.Normal([3, rows, width]));
        Tensor[] parameters = [x, .. network.parameters()];
        var value = network.call(x);
        var gradients = autograd.grad([(value * weights).sum()], parameters);
        var exact = parameters.Select(p => p.detach().to_type(ScalarType.Float64).requires_grad_()).ToArray();
        var slow = nn.functional.linear(exact[0], exact[1], exact[2]).tanh();
        var expected = autograd.grad([(slow * weights).sum()], exact);
        Assert.Equal(slow.shape, value.shape);
        AssertAgree(slow, value);
        for (var i = 0; i < parameters.Length; i++) AssertAgree(expected[i], gradients[i]);
    }

    [Fact]
    public void Gradient_CanBeDifferentiatedAgain_AndWithoutOneNothingIsHeld()
    {
        using var network = new Mlp(5, [7], Activation.Tanh, new RandomStream(1));
        Tensor Second(Func<Tensor, Tensor> layer)
        {
            var x = new RandomStream(2).Normal([4, 5]).requires_grad_();
            var first = autograd.grad([layer(x).sum()], [x], retain_graph: true, create_graph: true)[0];
            return cat([.. autograd.grad([first.square().sum()], [x, .. network.parameters()]).Select(g => g.flatten())]);
        }

        AssertAgree(Second(x => network.Layers[0].call(x).tanh()).to_type(ScalarType.Float64), Second(network.call));
        using var _ = no_grad();
        Assert.False(network.call(zeros(4, 5)).requires_grad);
    }

    private static Mlp Identity()
    {
        var network = new Mlp(1, [1], Activation.Tanh, new RandomStream(1));
        using var _ = no_grad();
        network.Layers[0].weight!.fill_(1);
        network.Layers[0].bias!.zero_();
        return network;
    }

    private static void AssertAgree(Tensor exact, Tensor fast) =>
        Assert.True((exact - fast).abs().max().item<double>() < 2e-6 * (1e-3 + exact.abs().max().item<double>()), $"off by {(exact - fast).abs().max().item<double>():G3} of {exact.abs().max().item<double>():G3}");
}
