using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

public sealed class InjectedMlpTests
{
    private const ScalarType Double = ScalarType.Float64;

    [Theory]
    [InlineData(5, new[] { 3 })]
    [InlineData(5, new[] { 0, 3 })]
    [InlineData(5, new[] { 2, 0, 1 })]
    [InlineData(5, new[] { 1, 2, 3 })]
    [InlineData(0, new[] { 2, 1 })]
    public void EveryLayer_IsThatOfTheConcatenation(int inputs, int[] injected)
    {
        using var network = new InjectedMlp(inputs, [6, 4, 3], injected, Activation.Tanh, new RandomStream(1), Double);
        var x = inputs > 0 ? new RandomStream(2).Normal([4, inputs], Double) : null;
        var e = new RandomStream(3).Normal([7, 2, 4, injected.Sum()], Double);
        var output = network.call(e, x);
        Assert.Equal([7, 2, 4, 3], output.shape);

        var parameters = network.parameters().ToArray();
        var (hidden, start) = (x?.expand(7, 2, 4, inputs), 0);
        for (var l = 0; l < 3; l++)
        {
            var width = l < injected.Length ? injected[l] : 0;
            var parts = new[] { hidden, width > 0 ? e.narrow(-1, start, width) : null }.OfType<Tensor>().ToArray();
            hidden = (cat(parts, -1).Product(parameters[2 * l].t()) + parameters[2 * l + 1]).tanh();
            start += width;
        }
        Close.AssertAll(hidden!, output, 1e-14);
    }

    /// <summary>In float32 tanh, product and shared part go through a pass of their own; in float64 they do not.</summary>
    [Theory]
    [InlineData(new long[] { 7, 4 })]
    [InlineData(new long[] { 7, 3, 4 })]
    [InlineData(new long[] { 7, 1 })]
    public void ValueAndGradients_InSinglePrecision_AreThoseInDouble(long[] draws)
    {
        using var fast = new InjectedMlp(5, [6, 21], [0, 3], Activation.Tanh, new RandomStream(1));
        using var exact = new InjectedMlp(5, [6, 21], [0, 3], Activation.Tanh, new RandomStream(1), Double);
        exact.load_state_dict(fast.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.to_type(Double)));
        var (x, e) = (new RandomStream(2).Normal([4, 5]).requires_grad_(), new RandomStream(3).Normal([.. draws, 3]).requires_grad_());
        var (x64, e64) = (x.detach().to_type(Double).requires_grad_(), e.detach().to_type(Double).requires_grad_());
        var (value, expected) = (fast.call(e, x), exact.call(e64, x64));
        Close.AssertAll(expected, value.to_type(Double), 1e-6);
        var weights = new RandomStream(4).Normal(value.shape);
        var gradients = autograd.grad([(value * weights).sum()], [x, e, .. fast.parameters()]);
        var slow = autograd.grad([(expected * weights).sum()], [x64, e64, .. exact.parameters()]);
        for (var i = 0; i < slow.Count; i++) Close.AssertAll(slow[i], gradients[i].to_type(Double), 2e-5);
    }

    [Theory]
    [InlineData(new[] { 2, 0, 1 })]
    [InlineData(new[] { 0, 3 })]
    public void GivenX_ManyCallsAreOne_WithItsGradients(int[] injected)
    {
        using var network = new InjectedMlp(5, [6, 4, 3], injected, Activation.Tanh, new RandomStream(1), Double);
        var (x, e) = (new RandomStream(2).Normal([4, 5], Double).requires_grad_(), new RandomStream(3).Normal([6, 4, 3], Double).requires_grad_());
        var given = network.Given(x);
        var parts = cat([given(e.narrow(0, 0, 2)), given(e.narrow(0, 2, 4))], 0);
        var whole = network.call(e, x);
        Close.AssertAll(whole, parts, 1e-14);
        var expected = autograd.grad([whole.square().sum()], [x, e, .. network.parameters()]);
        var gradients = autograd.grad([parts.square().sum()], [x, e, .. network.parameters()]);
        for (var i = 0; i < expected.Count; i++) Close.AssertAll(expected[i], gradients[i], 1e-12);
    }

    [Fact]
    public void ArgumentsAreLeftAlone()
    {
        using var network = new InjectedMlp(5, [4], [2], Activation.Relu, new RandomStream(1), Double);
        var (x, e) = (new RandomStream(2).Normal([4, 5], Double), new RandomStream(3).Normal([4, 2], Double));
        var copies = (x.clone(), e.clone());
        network.call(e, x);
        Close.AssertSame(copies.Item1, x);
        Close.AssertSame(copies.Item2, e);
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        Assert.Equal("injected: expected one width at most for each of the 2 layers and one above 0, got [0, 0].", Refused(5, [0, 0]));
        Assert.Equal("injected: expected one width at most for each of the 2 layers and one above 0, got [1, 1, 1].", Refused(5, [1, 1, 1]));
        Assert.Equal("injected: without an input x the first layer needs an injection; got width 0 for both.", Refused(0, [0, 1]));
        using var network = new InjectedMlp(5, [4], [2], Activation.Relu, new RandomStream(1));
        Assert.Equal("injected: expected [..., 2], got [3, 4]. (Parameter 'injected')", Assert.Throws<ArgumentException>(() => network.call(zeros(3, 4), zeros(3, 5))).Message);
        Assert.Equal("input: expected [..., 5], got none.", Assert.Throws<ArgumentException>(() => network.call(zeros(3, 2), null)).Message);

        static string Refused(int inputs, int[] injected) => Assert.Throws<ArgumentException>(() => new InjectedMlp(inputs, [4, 4], injected, Activation.Relu, new RandomStream(1))).Message;
    }
}
