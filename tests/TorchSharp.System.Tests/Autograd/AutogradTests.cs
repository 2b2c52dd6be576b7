using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Autograd;

public class AutogradTests
{
    private static Tensor Leaf(params double[] values) => tensor(values, requires_grad: true);

    [Fact]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        var x = Leaf(1, 2);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([4, 8], Numeric.Values(x.grad!));
        x.grad!.zero_();
        Assert.Equal([0, 0], Numeric.Values(x.grad!));
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_graph_is_used_once_unless_it_is_retained()
    {
        var x = Leaf(3);
        var y = (x * x).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([12], Numeric.Values(x.grad!));
        Assert.ThrowsAny<Exception>(() => y.backward());
    }

    [Fact]
    public void Gradients_of_gradients()
    {
        var x = Leaf(2);
        var first = autograd.grad([x.pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
        Numeric.Close([12], Numeric.Values(first));
        Numeric.Close([12], Numeric.Values(autograd.grad([first.sum()], [x])[0]));
    }

    /// <summary>As in TorchSharp, and unlike Python: nothing but retain_graph keeps the graph.</summary>
    [Fact]
    public void A_gradient_with_a_graph_does_not_keep_the_one_it_came_from()
    {
        var x = Leaf(2);
        var first = autograd.grad([x.exp().pow(3).sum()], [x], create_graph: true)[0];
        Assert.True(first.requires_grad);
        Assert.Contains("second time", Assert.ThrowsAny<Exception>(() => first.sum().backward()).Message);
        var sum = x.exp().pow(3).sum();
        sum.backward(create_graph: true);
        Assert.ThrowsAny<Exception>(() => sum.backward());
    }

    [Fact]
    public void Weights_and_unused_inputs()
    {
        var x = Leaf(1, 2);
        var unused = Leaf(1);
        Assert.Equal([3, 8], Numeric.Values(autograd.grad([x * x], [x], [tensor(new[] { 1.5, 2.0 })])[0]));
        Assert.ThrowsAny<Exception>(() => autograd.grad([(x * x).sum()], [unused]));
        Assert.True(autograd.grad([(x * x).sum()], [unused], allow_unused: true)[0].IsInvalid);
        autograd.backward([x * 2], [tensor(new[] { 1.0, 10.0 })]);
        Assert.Equal([2, 20], Numeric.Values(x.grad!));
    }

    [Fact]
    public void Modes_nest_and_end()
    {
        var x = Leaf(1);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }
        using (set_grad_enabled(false)) Assert.False(is_grad_enabled());
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void In_place_on_a_leaf_is_refused_and_allowed_without_gradients()
    {
        var x = Leaf(1, 2);
        Assert.Contains("leaf", Assert.ThrowsAny<Exception>(() => x.add_(1)).Message);
        using (no_grad()) x.add_(1);
        Assert.Equal([2, 3], Numeric.Values(x));
    }

    [Fact]
    public void What_a_derivative_needs_must_not_be_overwritten()
    {
        var x = Leaf(1, 2);
        var y = x.exp();
        y.mul_(2);
        Assert.Contains("inplace", Assert.ThrowsAny<Exception>(() => y.sum().backward()).Message);
    }

    [Fact]
    public void Detached_tensors_share_numbers_but_no_gradient()
    {
        var x = Leaf(1, 2);
        var y = x.detach();
        Assert.False(y.requires_grad);
        y.fill_(5);
        Assert.Equal([5, 5], Numeric.Values(x));
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void Inner_gradients_are_kept_on_request()
    {
        var x = Leaf(1, 2);
        var y = x * 3;
        y.retain_grad();
        (y * y).sum().backward();
        Assert.Equal([6, 12], Numeric.Values(y.grad!));
    }

    [Fact]
    public void Jacobians()
    {
        var jacobian = autograd.functional.jacobian(x => x * x, Leaf(1, 2));
        Assert.Equal([2, 2], jacobian.shape);
        Assert.Equal([2, 0, 0, 4], Numeric.Values(jacobian));
    }

    [Fact]
    public void Anomaly_detection_finds_the_first_nan()
    {
        var x = Leaf(0);
        using (autograd.detect_anomaly())
        {
            Assert.True(AnomalyMode.IsEnabled);
            Assert.Contains("nan", Assert.ThrowsAny<Exception>(() => (x.sqrt() * 0).sum().backward()).Message);
        }
        Assert.False(AnomalyMode.IsEnabled);
    }

    [Fact]
    public void A_vector_needs_weights()
    {
        Assert.Contains("scalar", Assert.ThrowsAny<Exception>(() => (Leaf(1, 2) * 2).backward()).Message);
    }
}
