using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Conditionals;

/// <summary>Kernels whose context is given once say of every value what they say when both are given together.</summary>
public sealed class ContextualTests
{
    private const ScalarType Double = ScalarType.Float64;

    [Theory]
    [InlineData("normal kernel, one scale")]
    [InlineData("normal kernel, scales of x")]
    [InlineData("normal of an injected value")]
    [InlineData("normal of an injected value, without x")]
    public void GivenTheContext_DensitiesAndGradientsAreThoseOfBoth(string name)
    {
        var random = new RandomStream(1);
        IContextual<Normal> kernel = name switch
        {
            "normal kernel, one scale" => new NormalKernel(3, 0.7, dtype: Double),
            "normal kernel, scales of x" => new NormalKernel(new Mlp(5, [4], Activation.Tanh, random, Double), 4, 3, random, Double),
            "normal of an injected value" => new InjectedNormal(new InjectedMlp(5, [6, 4], [0, 3], Activation.Tanh, random, Double), 3, random),
            _ => new InjectedNormal(new InjectedMlp(0, [6, 4], [3], Activation.Tanh, random, Double), 3, random),
        };
        var (x, psi, z) = (random.Split("x").Normal([4, 5], Double), random.Split("psi").Normal([6, 4, 3], Double), random.Split("z").Normal([4, 3], Double));
        var given = kernel.Given(new Inputs(x, x));
        var parts = cat([given(psi.narrow(0, 0, 1)).LogDensity(z), given(psi.narrow(0, 1, 5)).LogDensity(z)], 0);
        var whole = kernel.At(new Inputs(psi, x)).LogDensity(z);
        Close.AssertAll(whole, parts, 1e-13);
        var parameters = ((nn.Module)kernel).parameters().ToArray();
        var (expected, gradients) = (autograd.grad([whole.square().sum()], parameters), autograd.grad([parts.square().sum()], parameters));
        for (var i = 0; i < expected.Count; i++) Close.AssertAll(expected[i], gradients[i], 1e-10);
    }
}
