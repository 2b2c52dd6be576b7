using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class VisionTests
{
    private static readonly Tensor Row = Numbers.Of([1, 2, 3, 4], 1, 1, 4);

    [Fact]
    public void Pads_AreWhatTheyAreCalled()
    {
        Numbers.Close([0, 0, 1, 2, 3, 4, 0], functional.pad(Row, [2, 1]).reshape(-1));
        Numbers.Close([9, 9, 1, 2, 3, 4, 9], ConstantPad1d((2, 1), 9).call(Row).reshape(-1));
        Numbers.Close([3, 2, 1, 2, 3, 4, 3], ReflectionPad1d((2, 1)).call(Row).reshape(-1));
        Numbers.Close([1, 1, 1, 2, 3, 4, 4], ReplicationPad1d((2, 1)).call(Row).reshape(-1));
        Numbers.Close([3, 4, 1, 2, 3, 4, 1], functional.pad(Row, (2, 1), PaddingModes.Circular).reshape(-1));
        Numbers.Close([2, 3], functional.pad(Row, [-1, -1]).reshape(-1));
        Assert.Equal([3L, 3L, 6L], functional.pad(Row, 1).shape);

        var x = Numbers.Some(1, 2, 3, 4);
        Assert.Equal([1L, 2L, 7L, 8L], ZeroPad2d(2).call(x).shape);
        Numbers.Close(functional.pad(x, (1, 0, 2, 1)), ZeroPad2d((1, 0, 2, 1)).call(x));
        Numbers.Close(functional.pad(x, [1, 1, 1, 1], PaddingModes.Reflect), ReflectionPad2d(1).call(x));
        Numbers.Close(functional.pad(x, [1, 2, 0, 1], PaddingModes.Replicate), ReplicationPad2d((1, 2, 0, 1)).call(x));
        Numbers.Close(functional.pad(x, [1, 1, 1, 1], value: 3), ConstantPad2d(1, 3).call(x));
        Assert.Equal([1L, 1L, 4L, 5L, 6L], ConstantPad3d(1, 0).call(rand([1, 1, 2, 3, 4])).shape);
        Assert.Equal([1L, 1L, 4L, 5L, 6L], ReflectionPad3d((1, 1, 1, 1, 1, 1)).call(rand([1, 1, 2, 3, 4])).shape);
        Assert.Equal([1L, 1L, 4L, 5L, 6L], ReplicationPad3d(1).call(rand([1, 1, 2, 3, 4])).shape);
        Numbers.Differentiates(t => ReflectionPad2d(1).call(t[0]), x);
    }

    [Fact]
    public void UnfoldThenMatmul_IsAConvolution()
    {
        var (x, w) = (Numbers.Some(2, 3, 6, 5), Numbers.Some(4, 3, 3, 2));
        var columns = Unfold((3, 2), padding: (1, 0), stride: (2, 1)).call(x);
        Numbers.Close(functional.conv2d(x, w, strides: [2, 1], padding: [1, 0]).flatten(2), w.flatten(1).matmul(columns));
        Numbers.Close(functional.unfold(x, 3, padding: 1), Unfold(3, padding: 1).call(x));
    }

    [Fact]
    public void Fold_IsTheAdjointOfUnfold()
    {
        var x = Numbers.Some(2, 3, 6, 5);
        var columns = functional.unfold(x, (3, 2), stride: (1, 2));
        var z = Numbers.Some(columns.shape);
        Numbers.Close((columns * z).sum(), (x * Fold((6, 5), (3, 2), stride: (1, 2)).call(z)).sum(), 1e-10);
        Numbers.Close(x.narrow(3, 0, 4).narrow(2, 0, 4), Fold(4, 2, stride: 2).call(functional.unfold(x.narrow(3, 0, 4).narrow(2, 0, 4), 2, stride: 2)));
    }

    [Fact]
    public void PixelShuffle_TradesChannelsForSize()
    {
        var x = Numbers.Some(2, 8, 3, 2);
        var y = PixelShuffle(2).call(x);
        Assert.Equal([2L, 2L, 6L, 4L], y.shape);
        Numbers.Close(x.reshape(2, 2, 2, 2, 3, 2).permute(0, 1, 4, 2, 5, 3).reshape(2, 2, 6, 4), y);
        Numbers.Close(x, PixelUnshuffle(2).call(y));
    }

    [Fact]
    public void Interpolation_IsTheFormula()
    {
        Numbers.Close([1, 1, 2, 2, 3, 3, 4, 4], functional.interpolate(Row, scale_factor: [2]).reshape(-1));
        Numbers.Close([1, 2, 3, 4], functional.interpolate(Row, size: [4], mode: InterpolationMode.NearestExact).reshape(-1));
        Numbers.Close([1.5, 3.5], functional.interpolate(Row, size: [2], mode: InterpolationMode.Area).reshape(-1));
        Numbers.Close([1, 1.5, 2, 2.5, 3, 3.5, 4], functional.interpolate(Row, size: [7], mode: InterpolationMode.Linear, align_corners: true).reshape(-1));
        Numbers.Close([1.5, 3.5], functional.interpolate(Row, size: [2], mode: InterpolationMode.Linear).reshape(-1));

        // Bilinear interpolation reproduces a plane; bicubic, away from the border, too.
        var plane = arange(0, 6, dtype: float64).reshape(6, 1) * 2 + arange(0, 6, dtype: float64) * 3;
        var finer = arange(0, 11, dtype: float64).reshape(11, 1) + arange(0, 11, dtype: float64) * 1.5;
        var image = plane.reshape(1, 1, 6, 6);
        Numbers.Close(finer, functional.interpolate(image, size: [11, 11], mode: InterpolationMode.Bilinear, align_corners: true)[0, 0]);
        Numbers.Close(finer[3..8, 3..8], functional.interpolate(image, size: [11, 11], mode: InterpolationMode.Bicubic, align_corners: true)[0, 0][3..8,
            3..8]);
        Numbers.Close(functional.interpolate(image, scale_factor: [2.0], mode: InterpolationMode.Bilinear),
            functional.interpolate(image.unsqueeze(2), scale_factor: [1, 2, 2], mode: InterpolationMode.Trilinear).squeeze(2));
        Assert.Equal([1L, 1L, 3L, 3L], functional.interpolate(image, size: [3, 3], mode: InterpolationMode.Bilinear, antialias: true).shape);
        Assert.Throws<ArgumentException>(() => functional.interpolate(image));
        Assert.Throws<ArgumentException>(() => functional.interpolate(image, size: [3, 3], align_corners: true));
        Numbers.Differentiates(x => functional.interpolate(x[0], size: [5, 4], mode: InterpolationMode.Bilinear), Numbers.Some(1, 1, 3, 3));
    }

    [Fact]
    public void Upsample_IsInterpolation()
    {
        var x = Numbers.Some(1, 2, 3, 4);
        Numbers.Close(functional.interpolate(x, scale_factor: [2, 2]), Upsample(scale_factor: [2, 2]).call(x));
        Numbers.Close(functional.interpolate(x, size: [5, 5], mode: InterpolationMode.Bilinear, align_corners: true),
            Upsample([5, 5], mode: UpsampleMode.Bilinear, align_corners: true).call(x));
        Numbers.Close(functional.upsample(x, [6, 8], mode: UpsampleMode.Bilinear), functional.interpolate(x, [6, 8], mode: InterpolationMode.Bilinear));
    }

    [Fact]
    public void GridSample_ReadsAtTheGridsPoints()
    {
        var x = Numbers.Some(2, 3, 4, 5);
        var identity = Numbers.Of([1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0], 2, 2, 3);
        foreach (var align in new[] { false, true })
            Numbers.Close(x, functional.grid_sample(x, functional.affine_grid(identity, [2, 3, 4, 5], align), align_corners: align), 1e-10);
        var flip = Numbers.Of([-1, 0, 0, 0, 1, 0, -1, 0, 0, 0, 1, 0], 2, 2, 3);
        Numbers.Close(x.flip(3), functional.grid_sample(x, functional.affine_grid(flip, [2, 3, 4, 5]), GridSampleMode.Nearest), 1e-10);

        var outside = Numbers.Of([-3.0, 0], 1, 1, 1, 2);
        var row = Numbers.Of([1, 2, 3, 4], 1, 1, 1, 4);
        Numbers.Close([0], functional.grid_sample(row, outside).reshape(-1));
        Numbers.Close([1], functional.grid_sample(row, outside, padding_mode: GridSamplePaddingMode.Border).reshape(-1));
        Numbers.Close([4], functional.grid_sample(row, outside, padding_mode: GridSamplePaddingMode.Reflection, align_corners: true).reshape(-1));
    }
}
