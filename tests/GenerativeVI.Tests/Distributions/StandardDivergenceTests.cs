using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Distributions;

public sealed class StandardDivergenceTests
{
    [Fact]
    public void OnePass_AgreesWithTorchInDoublePrecision_OnHalvesOfOneTensor()
    {
        using var scope = NewDisposeScope();
        var packed = (randn(33, 2 * 20, generator: new Generator(5)) * 2).requires_grad_();
        var exact = packed.detach().to_type(ScalarType.Float64).requires_grad_();
        var weights = randn(33, generator: new Generator(6));

        var (fast, slow) = (Divergence(packed), Divergence(exact));
        (fast * weights).sum().backward();
        (slow * weights).sum().backward();

        Assert.True((fast - slow).abs().max().item<double>() < 1e-6 * slow.abs().max().item<double>());
        Assert.True((packed.grad! - exact.grad!).abs().max().item<double>() < 1e-6 * exact.grad!.abs().max().item<double>());
    }

    [Fact]
    public void Divergence_IsZeroAtTheStandardNormalAndItsClosedFormElsewhere()
    {
        using var scope = NewDisposeScope();
        var values = KullbackLeibler.Between(Normal.FromLogScale(tensor(new[] { 0f, 3f }).unsqueeze(-1), tensor(new[] { 0f, MathF.Log(2) }).unsqueeze(-1)), new StandardNormal(1)).data<float>();
        Assert.Equal(0, values[0]);
        Assert.Equal((0.5 * (9 + 4 - 1)) - Math.Log(2), values[1], 1e-6);
    }

    [Fact]
    public void Gradient_CanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        var logScale = tensor(new[] { -1f, 0.5f }, requires_grad: true);
        var value = KullbackLeibler.Between(Normal.FromLogScale(ones(2), logScale), new StandardNormal(2));
        var first = autograd.grad([value], [logScale], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [logScale])[0];
        Assert.True(second.allclose(2 * (2 * logScale.detach()).exp(), rtol: 1e-5));
    }

    private static Tensor Divergence(Tensor packed)
    {
        var halves = packed.chunk(2, -1);
        return KullbackLeibler.Between(Normal.FromLogScale(halves[0], halves[1]), new StandardNormal(20, packed.dtype));
    }
}
