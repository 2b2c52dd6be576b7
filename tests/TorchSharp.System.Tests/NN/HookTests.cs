using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class HookTests
{
    private static readonly Tensor One = Numbers.Of([1.0], 1, 1);

    private static Linear Doubling() => Linear(new Parameter(Numbers.Of([2.0], 1, 1)));

    [Fact]
    public void Hooks_SeeAndReplace_WhatGoesInAndComesOut()
    {
        var layer = Doubling();
        var before = layer.register_forward_pre_hook((module, input) => input + 1);
        var after = layer.register_forward_hook((module, input, output) => output * 10 + input);
        Numbers.Close([42], layer.call(One).reshape(-1));
        Numbers.Close([2], layer.forward(One).reshape(-1));
        before.remove();
        Numbers.Close([21], layer.call(One).reshape(-1));
        after.remove();
        Numbers.Close([2], layer.call(One).reshape(-1));
    }

    [Fact]
    public void AHookThatReturnsNull_OnlyLooks()
    {
        var layer = Doubling();
        var seen = new List<double>();
        layer.register_forward_pre_hook((module, input) =>
        {
            seen.Add(input.Value());
            return null!;
        });
        layer.register_forward_hook((module, input, output) =>
        {
            seen.Add(output.Value());
            return null!;
        });
        Numbers.Close([2], layer.call(One).reshape(-1));
        Assert.Equal([1, 2], seen);
    }

    [Fact]
    public void ModuleHooks_RunAroundTheCall_InsideASequentialToo()
    {
        var layer = Doubling();
        var order = new List<string>();
        layer.register_forward_hook((Module module) => order.Add("after " + module.GetName()));
        layer.register_forward_pre_hook((Module module) => order.Add("before " + module.GetName()));
        Sequential(layer, Tanh()).call(One);
        Assert.Equal(["before Linear", "after Linear"], order);
    }

    private sealed class Sum() : Module<Tensor, Tensor, Tensor, Tensor>("Sum")
    {
        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) => input1 + input2 * 10 + input3 * 100;
    }

    [Fact]
    public void WithSeveralArguments_AHookReplacesAllOrNone()
    {
        var module = new Sum();
        module.register_forward_pre_hook((self, a, b, c) => (c, b, a));
        Numbers.Close([123], module.call(One, One * 2, One * 3).reshape(-1));
        module.register_forward_pre_hook((self, a, b, c) => null);
        Numbers.Close([123], module.call(One, One * 2, One * 3).reshape(-1));
    }
}
