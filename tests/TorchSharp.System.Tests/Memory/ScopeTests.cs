using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Memory;

public class ScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inner, outer = zeros(1);
        using (var scope = NewDisposeScope())
        {
            inner = outer + 1;
            Assert.Equal(1, scope.DisposablesCount);
            Assert.True(scope.Contains(inner));
            Assert.Same(scope, CurrentDisposeScope);
        }
        Assert.True(inner.IsInvalid);
        Assert.False(outer.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void A_return_value_moves_out_one_scope_at_a_time()
    {
        using var outermost = NewDisposeScope();
        Tensor kept, lost;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                lost = zeros(1);
                kept = zeros(1).MoveToOuterDisposeScope();
            }
            Assert.True(lost.IsInvalid);
            Assert.False(kept.IsInvalid);
            kept.MoveToOuterDisposeScope();
        }
        Assert.False(kept.IsInvalid);
        Assert.True(outermost.Contains(kept));
    }

    [Fact]
    public void A_detached_tensor_belongs_to_nobody()
    {
        Tensor free, moved;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                free = zeros(1).DetachFromDisposeScope();
                moved = inner.MoveToOuter(zeros(1));
            }
            Assert.Equal(1, outer.DisposablesCount);
        }
        Assert.False(free.IsInvalid);
        Assert.True(moved.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void Moving_out_of_the_outermost_scope_detaches()
    {
        Tensor x;
        using (NewDisposeScope()) x = zeros(1).MoveToOuterDisposeScope();
        Assert.False(x.IsInvalid);
        x.Dispose();
    }

    [Fact]
    public void Everything_but_some_and_attach()
    {
        var free = zeros(1);
        using (var scope = NewDisposeScope())
        {
            var kept = zeros(1);
            var lost = zeros(1);
            Assert.Same(kept, scope.DisposeEverythingBut(kept));
            Assert.True(lost.IsInvalid);
            Assert.False(kept.IsInvalid);
            scope.Attach(free);
            Assert.Equal(2, scope.DisposablesCount);
            scope.DisposeEverything();
            Assert.Equal(0, scope.DisposablesCount);
        }
        Assert.True(free.IsInvalid);
    }

    [Fact]
    public void A_wrapped_scope_returns_one_tensor()
    {
        using var outer = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => (zeros(2) + 1) * 3);
        Assert.Equal([3, 3], Numeric.Values(result));
        Assert.True(outer.Contains(result));
    }

    [Fact]
    public void A_disposed_tensor_leaves_its_scope_and_says_so_when_used()
    {
        using var scope = NewDisposeScope();
        var x = zeros(1);
        x.Dispose();
        x.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.IsAssignableFrom<InvalidOperationException>(Assert.ThrowsAny<Exception>(() => x.add(1)));
    }

    [Fact]
    public void A_result_outlives_the_arguments_and_the_graph()
    {
        var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Tensor loss;
        using (NewDisposeScope()) loss = (x * x).exp().sum().MoveToOuterDisposeScope();
        loss.backward();
        Assert.Equal([2 * Math.E, 4 * Math.Exp(4)], Numeric.Values(x.grad!), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Statistics_count_what_lives_on_the_thread()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            var x = zeros(1);
            zeros(1).Dispose();
            Assert.Equal(2, statistics.CreatedInScopeCount);
            Assert.Equal(1, statistics.ThreadTotalLiveCount);
        }
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        zeros(1).Dispose();
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(1, statistics.DisposedOutsideScopeCount);
    }

    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2);
        var y = ones(2);
        var count = scope.DisposablesCount;
        x.add_(y).mul_(y).zero_();
        x.fill_(0).copy_(y);
        Assert.Equal(count, scope.DisposablesCount);
    }
}
