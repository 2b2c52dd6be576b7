using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Distributions;

/// <summary>The decoder's log-likelihood without logits, against the same with them, in double precision.</summary>
public sealed class LinearLogitsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 13)]
    [InlineData(2, 100, 784)]
    public void ValueAndGradients_AgreeWithTorchInDoublePrecision(int samples, int batch, int pixels)
    {
        var random = new RandomStream(1);
        using var decoder = Decoder(pixels, random);
        var (z, x, weights) = (random.Normal([samples, batch, 4]).requires_grad_(), random.Uniform([batch, pixels]), random.Normal([samples, batch]));
        var fast = decoder.At(new Inputs(z)).LogDensity(x);
        Tensor[] parameters = [z, .. decoder.parameters()];
        var gradients = autograd.grad([(fast * weights).sum()], parameters);

        var exact = parameters.Select(p => p.detach().to_type(ScalarType.Float64).requires_grad_()).ToArray();
        var logits = nn.functional.linear(nn.functional.linear(exact[0], exact[1], exact[2]).tanh(), exact[3], exact[4]);
        var slow = (x.to_type(ScalarType.Float64) * logits - logits.softplus()).sum(-1);
        var expected = autograd.grad([(slow * weights).sum()], exact);

        Assert.Equal([samples, batch], fast.shape);
        AssertAgree(slow, fast);
        for (var i = 0; i < parameters.Length; i++) AssertAgree(expected[i], gradients[i]);
        using var _ = no_grad();
        AssertAgree(slow, decoder.At(new Inputs(z)).LogDensity(x));
    }

    [Fact]
    public void Gradient_CanBeDifferentiatedAgain()
    {
        var random = new RandomStream(1);
        using var decoder = Decoder(9, random);
        var x = random.Uniform([5, 9]);
        Tensor Second(Func<Bernoulli, Tensor> logDensity)
        {
            var z = new RandomStream(2).Normal([5, 4]).requires_grad_();
            var first = autograd.grad([logDensity(decoder.At(new Inputs(z))).sum()], [z], retain_graph: true, create_graph: true)[0];
            return cat([.. autograd.grad([first.square().sum()], [z, decoder.Logits.weight!, decoder.Logits.bias!]).Select(g => g.flatten())]);
        }

        AssertAgree(Second(p => BernoulliLogits.LogDensity(p.Logits, x)).to_type(ScalarType.Float64), Second(p => p.LogDensity(x)));
    }

    [Fact]
    public void ParametersThatAskForNoGradient_GetNone_WheneverTheLogitsAreMade()
    {
        var random = new RandomStream(1);
        using var decoder = Decoder(9, random);
        var (z, x) = (random.Normal([5, 4]).requires_grad_(), random.Uniform([5, 9]));
        Bernoulli frozen, still;
        using (new Frozen(decoder)) frozen = decoder.At(new Inputs(z));
        using (no_grad()) still = decoder.At(new Inputs(z));
        Assert.False(still.LogDensity(x).requires_grad || still.Logits.requires_grad);
        (frozen.LogDensity(x) + frozen.Logits.sum(-1)).sum().backward();
        Assert.NotNull(z.grad);
        Assert.All(decoder.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Logits_AreThoseOfTheLayer_AndServeWhateverElseIsAsked()
    {
        var random = new RandomStream(1);
        using var decoder = Decoder(9, random);
        var z = random.Normal([2, 5, 4]);
        var p = decoder.At(new Inputs(z));
        Assert.Equal([2, 5], p.BatchShape);
        Close.AssertAll(decoder.Logits.call(decoder.Body.call(z)), p.Logits, 1e-6);
        Close.AssertAll(p.Logits.sigmoid(), p.Mean, 1e-6);
        // A value with a gradient of its own, and one that is broadcast within a row, take torch's operations.
        var x = random.Uniform([5, 9]).requires_grad_();
        Close.AssertAll(p.Logits.sum(dim: 0), autograd.grad([decoder.At(new Inputs(z)).LogDensity(x).sum()], [x])[0], 1e-4);
        Close.AssertAll(decoder.At(new Inputs(z)).LogDensity(ones(5, 9)), decoder.At(new Inputs(z)).LogDensity(ones(5, 1)), 1e-5);
    }

    private static BernoulliDecoder Decoder(int pixels, RandomStream random)
    {
        var decoder = new BernoulliDecoder(new Mlp(4, [6], Activation.Tanh, random), 6, pixels, random);
        using var _ = no_grad();
        decoder.Logits.weight!.mul_(8);
        return decoder;
    }

    private static void AssertAgree(Tensor exact, Tensor fast) =>
        Assert.True((exact - fast).abs().max().item<double>() < 3e-6 * (1e-3 + exact.abs().max().item<double>()), $"off by {(exact - fast).abs().max().item<double>():G3} of {exact.abs().max().item<double>():G3}");
}
