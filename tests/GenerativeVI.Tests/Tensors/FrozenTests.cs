using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Tensors;

public sealed class FrozenTests
{
    [Fact]
    public void WhatIsEvaluatedWithin_DependsOnItsInputsAlone()
    {
        using var network = new Mlp(3, [4], Activation.Tanh, new RandomStream(1), ScalarType.Float64);
        var x = new RandomStream(2).Normal([5, 3], ScalarType.Float64).requires_grad_();
        var free = network.call(x).sum();
        Tensor frozen;
        using (new Frozen(network)) frozen = network.call(x).sum();
        Close.AssertSame(free, frozen);
        Close.AssertSame(autograd.grad([free], [x], retain_graph: true)[0], autograd.grad([frozen], [x], retain_graph: true)[0]);

        frozen.backward();
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
        // A graph from before the scope still reaches the parameters.
        free.backward();
        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void Afterwards_OnlyThoseAskForAGradientThatDidBefore()
    {
        using var network = new Mlp(3, [4, 2], Activation.Relu, new RandomStream(1));
        var parameters = network.parameters().ToArray();
        parameters[1].requires_grad = false;
        using (new Frozen(network)) Assert.DoesNotContain(parameters, parameter => parameter.requires_grad);
        Assert.Equal(parameters.Select((_, i) => i != 1), parameters.Select(parameter => parameter.requires_grad));
    }
}
