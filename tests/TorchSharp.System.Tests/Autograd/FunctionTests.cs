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
}
