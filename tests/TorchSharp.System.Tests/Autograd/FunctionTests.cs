using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Autograd;

public class FunctionTests
{
    /// <summary>x³ with its derivative by hand; the second argument is no tensor and has no gradient.</summary>
    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("scale", vars[1]);
            return x.pow(3) * (double)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * ctx.get_saved_variables()[0].square() * 3 * (double)ctx.get_data("scale"), null!];
    }

    /// <summary>exp, whose derivative is its output.</summary>
    private sealed class Exponential : autograd.SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([x, y]);
            return [x + y, x * y];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]) * 2;
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new InvalidDataException("on purpose");
    }

    [Fact]
    public void Its_gradient_is_the_one_written()
    {
        Numeric.GradientIsRight(x => Cube.apply(x[0], 2.0), new Domain(-1, 1, 3).Draw(1));
        Numeric.GradientIsRight(x => Exponential.apply(x[0] * 2), new Domain(-1, 1, 3).Draw(1));
        Numeric.GradientIsRight(x => SumAndProduct.apply(x[0], x[1]).Aggregate((a, b) => a * b), new Domain(-1, 1, 3).Draw(1), new Domain(-1, 1, 3).Draw(2));
        Numeric.GradientIsRight(x => SumAndProduct.apply(x[0], x[1])[1], new Domain(-1, 1, 3).Draw(1), new Domain(-1, 1, 3).Draw(2));
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        var first = autograd.grad([Cube.apply(x, 1.0).sum()], [x], create_graph: true)[0];
        Numeric.Close([12], Numeric.Values(autograd.grad([first.sum()], [x])[0]));
    }

    [Fact]
    public void Without_gradients_it_is_only_its_forward()
    {
        using (no_grad()) Assert.False(Cube.apply(tensor(new[] { 2.0 }, requires_grad: true), 1.0).requires_grad);
        Assert.False(Cube.apply(tensor(new[] { 2.0 }), 1.0).requires_grad);
    }

    [Fact]
    public void An_exception_in_backward_reaches_the_caller()
    {
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        var error = Assert.ThrowsAny<Exception>(() => Failing.apply(x).sum().backward());
        Assert.Contains("on purpose", error.ToString());
    }

    [Fact]
    public void A_graph_is_used_once_unless_it_is_retained()
    {
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        var y = Cube.apply(x, 1.0).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([24], Numeric.Values(x.grad!));
        Assert.ThrowsAny<Exception>(() => y.backward());
    }

    /// <summary>The larger of each pair and where it stood, which has no derivative; unused gradients arrive as null.</summary>
    private sealed class Largest : autograd.MultiTensorFunction<Largest>
    {
        public override string Name => nameof(Largest);
        internal static bool Materialized { get; set; }

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (values, places) = ((Tensor)vars[0]).max(-1);
            ctx.set_materialize_grads(false);
            ctx.save_for_backward([places]);
            ctx.mark_non_differentiable([places]);
            return [values, values * 2, places];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Materialized = grad_outputs[1] is not null;
            return [zeros(2, 2, dtype: float64).scatter(1, ctx.get_saved_variables()[0].unsqueeze(1), grad_outputs[0].unsqueeze(1))];
        }
    }

    /// <summary>Doubles its argument in place.</summary>
    private sealed class Doubled : autograd.SingleTensorFunction<Doubled>
    {
        public override string Name => nameof(Doubled);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.mark_dirty([x]);
            return x.mul_(2);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
    }

    private sealed class Identity : autograd.SingleTensorFunction<Identity>
    {
        public override string Name => nameof(Identity);
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0];
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [-grad_output];
    }

    [Fact]
    public void Some_outputs_have_no_derivative_and_unused_gradients_can_stay_null()
    {
        var x = tensor(new double[,] { { 1, 5 }, { 7, 2 } }, requires_grad: true);
        var outputs = Largest.apply(x);
        Assert.False(outputs[2].requires_grad);
        (outputs[0] * 3).sum().backward();
        Assert.Equal([0, 3, 3, 0], Numeric.Values(x.grad!));
        Assert.False(Largest.Materialized);
    }

    [Fact]
    public void It_may_change_its_argument_and_says_so()
    {
        var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        var y = x * 1;
        var z = Doubled.apply(y);
        (z * y).sum().backward();
        Assert.Equal([2, 4], Numeric.Values(y));
        Assert.Equal([8, 16], Numeric.Values(x.grad!));
        Assert.Contains("leaf", Assert.ThrowsAny<Exception>(() => Doubled.apply(x)).Message);
    }

    [Fact]
    public void It_may_return_its_argument()
    {
        var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Identity.apply(x).sum().backward();
        Assert.Equal([-1, -1], Numeric.Values(x.grad!));
    }

    [Fact]
    public void What_it_saved_must_not_be_overwritten()
    {
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        var inner = x * 1;
        var y = Cube.apply(inner, 1.0);
        inner.add_(1);
        Assert.Contains("inplace", Assert.ThrowsAny<Exception>(() => y.sum().backward()).Message);
    }
}
