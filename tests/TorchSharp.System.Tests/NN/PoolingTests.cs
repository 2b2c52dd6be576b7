using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class PoolingTests
{
    private static readonly Tensor X = Numbers.Some(2, 3, 6, 8);

    // Each window of a pooling as the last dimension: [N, C, rows, columns, window].
    private static Tensor Windows(Tensor x, int height, int width) =>
        x.unfold(2, height, height).unfold(3, width, width).reshape(x.shape[0], x.shape[1], x.shape[2] / height, x.shape[3] / width, height * width);

    [Fact]
    public void MaxPool_TakesTheLargestOfAWindow()
    {
        Numbers.Close(Windows(X, 2, 2).amax([-1L]), MaxPool2d(2).call(X));
        Numbers.Close(Windows(X, 3, 4).amax([-1L]), MaxPool2d((3, 4)).call(X));
        Numbers.Close(Windows(X, 3, 4).amax([-1L]), MaxPool2d([3L, 4L]).call(X));
        Assert.Equal([2L, 3L, 4L, 4L], MaxPool2d(3, stride: 2, padding: 1, ceil_mode: true).call(functional.pad(X, [0, -1, 0, 0])).shape);
        var (values, indices) = MaxPool2d(2).forward_with_indices(X);
        Numbers.Close(values, X.flatten(2).gather(2, indices.flatten(2)).reshape(values.shape));
        Numbers.Differentiates(x => MaxPool2d(2).call(x[0]), X);
    }

    [Fact]
    public void AvgPool_TakesTheMean()
    {
        Numbers.Close(Windows(X, 2, 2).mean([-1L]), AvgPool2d(2).call(X));
        Numbers.Close(Windows(X, 3, 4).mean([-1L]), AvgPool2d((3, 4)).call(X));
        Numbers.Close(Windows(X, 2, 2).sum(-1), AvgPool2d([2L, 2L], divisor_override: 1).call(X));
        var corner = X[.., .., 0, 0];
        Numbers.Close(corner / 4, AvgPool2d(2, padding: 1).call(X)[.., .., 0, 0]);
        Numbers.Close(corner, AvgPool2d(2, padding: 1, count_include_pad: false).call(X)[.., .., 0, 0]);
        Numbers.Differentiates(x => AvgPool2d(2).call(x[0]), X);
    }

    [Fact]
    public void InOneDimension_PoolsAreThoseOfARow()
    {
        var x = X.select(2, 0);
        Numbers.Close(MaxPool2d((1, 2)).call(x.unsqueeze(2)).squeeze(2), MaxPool1d(2).call(x));
        Numbers.Close(AvgPool2d((1, 2)).call(x.unsqueeze(2)).squeeze(2), AvgPool1d(2).call(x));
        Numbers.Close(x.mean([-1L], keepdim: true), AdaptiveAvgPool1d(1).call(x));
        Numbers.Close(x.amax([-1L], keepdim: true), AdaptiveMaxPool1d(1).call(x));
        Numbers.Close(MaxPool1d(3, stride: 2).call(x), MaxPool1d(3, stride: 2).forward_with_indices(x).Item1);
    }

    [Fact]
    public void InThreeDimensions_PoolsOfOneSlice_AreThoseOfTwo()
    {
        var x = X.unsqueeze(2);
        Numbers.Close(MaxPool2d(2).call(X), functional.max_pool3d(x, [1, 2, 2]).squeeze(2));
        Numbers.Close(functional.max_pool3d(x, [1, 2, 2]), functional.max_pool3d_with_indices(x, [1, 2, 2]).Item1);
        Numbers.Close(AvgPool2d(2).call(X), functional.avg_pool3d(x, [1, 2, 2]).squeeze(2));
        Numbers.Close(X.mean([2L, 3L], keepdim: true), functional.adaptive_avg_pool3d(x, [1, 1, 1]).squeeze(2));
    }

    [Fact]
    public void AdaptivePools_HaveTheSizeAskedFor()
    {
        Numbers.Close(X.mean([2L, 3L], keepdim: true), AdaptiveAvgPool2d(1).call(X));
        Numbers.Close(AvgPool2d((2, 4)).call(X), AdaptiveAvgPool2d((3, 2)).call(X));
        Numbers.Close(AvgPool2d((2, 4)).call(X), AdaptiveAvgPool2d([3L, 2L]).call(X));
        Numbers.Close(MaxPool2d((2, 4)).call(X), AdaptiveMaxPool2d([3, 2]).call(X));
        Numbers.Close(MaxPool2d((2, 4)).call(X), AdaptiveMaxPool2d([3, 2]).forward_with_indices(X).Item1);
    }
}
