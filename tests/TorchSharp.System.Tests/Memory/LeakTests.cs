using System.Diagnostics;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Memory;

[CollectionDefinition(DisableParallelization = true)]
public class Alone;

/// <summary>These count what the whole process holds, so nothing may run beside them.</summary>
[Collection(typeof(Alone))]
public class LeakTests
{
    private readonly Tensor _weights = randn(256, 256, requires_grad: true);

    private void Step()
    {
        var x = randn(256, 256);
        for (var i = 0; i < 4; i++) x = (x * _weights).tanh();
        x.square().mean().backward();
        using (no_grad()) _weights.sub_(_weights.grad! * 0.01);
        _weights.grad = null;
    }

    [Fact]
    public void With_scopes_the_count_of_live_tensors_stands_still()
    {
        long After(int steps)
        {
            for (var i = 0; i < steps; i++)
                using (NewDisposeScope()) Step();
            return Tensor.TotalCount;
        }

        Settle();
        var early = After(10);
        Assert.Equal(early, After(40));
    }

    [Fact]
    public void Without_scopes_memory_is_bounded()
    {
        for (var i = 0; i < 50; i++) Step();
        Settle();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var peak = before;
        for (var i = 0; i < 400; i++)
        {
            Step();
            if (i % 20 == 0) peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64);
        }
        // The steps allocate more than 1 GB.
        Assert.True(peak - before < 500L << 20, $"grew by {(peak - before) >> 20} MB");
    }

    [Fact]
    public void Custom_functions_release_what_they_saved()
    {
        Settle();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 50; i++)
            using (NewDisposeScope())
            {
                Keep.apply(_weights).sum().backward();
                _weights.grad = null;
                Keep.apply(_weights);
            }
        Settle();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private sealed class Keep : autograd.SingleTensorFunction<Keep>
    {
        public override string Name => nameof(Keep);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]) * 2;
            ctx.save_for_backward([(Tensor)vars[0], y]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 2 + ctx.get_saved_variables()[1] * 0];
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
