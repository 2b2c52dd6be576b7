using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public class IndexingTests
{
    private static readonly Tensor _x = arange(24, dtype: float64).reshape(2, 3, 4);

    [Fact]
    public void Numbers_pick_from_the_front_and_from_the_end()
    {
        Assert.Equal(23, _x[1, 2, 3].item<double>());
        Assert.Equal(23, _x[-1, -1, -1].item<double>());
        Assert.Equal([3, 4], _x[1].shape);
        Assert.Equal([20, 21, 22, 23], Numeric.Values(_x[1, 2]));
    }

    [Fact]
    public void Slices_ellipses_and_new_axes_are_views()
    {
        Assert.Equal([1, 5, 9], Numeric.Values(_x[0, TensorIndex.Colon, 1]));
        Assert.Equal([3, 7, 11], Numeric.Values(_x[0, TensorIndex.Ellipsis, ^1]));
        Assert.Equal([2, 2, 4], _x[.., 1..].shape);
        Assert.Equal([2, 2, 4], _x[TensorIndex.Ellipsis, ..^1, TensorIndex.Colon].shape);
        Assert.Equal([0, 2], Numeric.Values(_x[0, 0, TensorIndex.Slice(0, 4, 2)]));
        Assert.Equal([2, 1, 3, 4], _x[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([2, 3, 4, 1], _x[TensorIndex.Ellipsis, TensorIndex.Null].shape);
        Assert.Equal([2, 0, 4], _x[TensorIndex.Colon, TensorIndex.Slice(2, 2)].shape);
        var y = _x.clone();
        y[0, 1..].zero_();
        Assert.Equal(6, Numeric.Values(y[0]).Sum());
    }

    [Fact]
    public void Tensors_of_indices_broadcast_and_masks_select()
    {
        var rows = tensor(new long[] { 1, 0 });
        Assert.Equal([20, 21, 22, 23, 8, 9, 10, 11], Numeric.Values(_x[TensorIndex.Tensor(rows), 2]));
        Assert.Equal([17, 2], Numeric.Values(_x[rows, tensor(new long[] { 1, 0 }), tensor(new long[] { 1, 2 })]));
        Assert.Equal([2, 3], _x[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Single(0)].shape);
        Assert.Equal([21, 22, 23], Numeric.Values(_x[_x > 20]));
        Assert.Equal([4, 5, 6, 7], Numeric.Values(_x[TensorIndex.Single(0), TensorIndex.Tensor(tensor(new[] { false, true, false }))]));
        Assert.Equal([2, 2, 4], _x[TensorIndex.Colon, TensorIndex.Tensor(rows)].shape);
    }

    [Fact]
    public void Assignment_broadcasts_and_reaches_the_tensor_itself()
    {
        var y = zeros(2, 3, dtype: float64);
        y[0, 1] = 5.0;
        y[1] = tensor(new double[] { 1, 2, 3 });
        y[TensorIndex.Colon, TensorIndex.Slice(2, 3)] = tensor(9.0);
        Assert.Equal([0, 5, 9, 1, 2, 9], Numeric.Values(y));
        y[y > 4] = tensor(0.0);
        Assert.Equal([0, 0, 0, 1, 2, 0], Numeric.Values(y));
        y[TensorIndex.Ellipsis] = tensor(1.0);
        Assert.Equal(6, Numeric.Values(y).Sum());
    }

    [Fact]
    public void Index_put_can_accumulate()
    {
        var y = zeros(3, dtype: float64);
        y.index_put_(tensor(new double[] { 1, 2, 4 }), [tensor(new long[] { 0, 2, 0 })], accumulate: true);
        Assert.Equal([5, 0, 2], Numeric.Values(y));
        y.index_put_(7, TensorIndex.Slice(0, 2));
        Assert.Equal([7, 7, 2], Numeric.Values(y));
    }

    [Fact]
    public void Gradients_flow_through_indices_into_the_right_places()
    {
        Numeric.GradientIsRight(x => x[0][TensorIndex.Ellipsis, 1..3] * x[0][TensorIndex.Tensor(tensor(new long[] { 1, 1 })), 0, ^2..].unsqueeze(1),
            new Domain(-1, 1, 2, 3, 4).Draw(1));
        Numeric.GradientIsRight(
            x =>
            {
                var y = x[0] * 1;
                y[1] = x[1];
                return y * y;
            }, new Domain(-1, 1, 2, 3).Draw(1), new Domain(-1, 1, 3).Draw(2));
    }

    [Fact]
    public void Too_many_indices_and_indices_outside_are_errors()
    {
        Assert.ThrowsAny<Exception>(() => _x[0, 0, 0, 0]);
        Assert.ThrowsAny<Exception>(() => _x[2]);
        Assert.ThrowsAny<Exception>(() => _x[TensorIndex.Tensor(tensor(new long[] { 5 }))]);
    }
}
