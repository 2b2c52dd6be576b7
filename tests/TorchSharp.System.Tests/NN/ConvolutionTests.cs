using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class ConvolutionTests
{
    // The definition: y[n, o, t] = b[o] + Σ w[o, c, k] x[n, c, t·stride + k·dilation − padding], by groups, in two dimensions.
    private static Tensor Definition(Tensor x, Tensor w, Tensor b, (int, int) stride, (int, int) padding, (int, int) dilation, int groups)
    {
        var (n, channels, height, width) = ((int)x.shape[0], (int)x.shape[1], (int)x.shape[2], (int)x.shape[3]);
        var (outputs, part, kh, kw) = ((int)w.shape[0], (int)w.shape[1], (int)w.shape[2], (int)w.shape[3]);
        var (rows, columns) = ((height + 2 * padding.Item1 - dilation.Item1 * (kh - 1) - 1) / stride.Item1 + 1,
            (width + 2 * padding.Item2 - dilation.Item2 * (kw - 1) - 1) / stride.Item2 + 1);
        double[] xs = x.Values(), ws = w.Values(), bs = b.Values(), y = new double[n * outputs * rows * columns];
        for (int i = 0, at = 0; i < n; i++)
        for (var o = 0; o < outputs; o++)
        for (var r = 0; r < rows; r++)
        for (var s = 0; s < columns; s++, at++)
        {
            y[at] = bs[o];
            for (var c = 0; c < part; c++)
            for (var k = 0; k < kh; k++)
            for (var l = 0; l < kw; l++)
            {
                var (row, column) = (r * stride.Item1 + k * dilation.Item1 - padding.Item1, s * stride.Item2 + l * dilation.Item2 - padding.Item2);
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                var channel = o / (outputs / groups) * part + c;
                y[at] += ws[((o * part + c) * kh + k) * kw + l] * xs[((i * channels + channel) * height + row) * width + column];
            }
        }
        return Numbers.Of(y, n, outputs, rows, columns);
    }

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 2)]
    [InlineData(3, 1, 2, 2)]
    public void Conv2d_IsTheDefinition(int stride, int padding, int dilation, int groups)
    {
        var layer = Conv2d(4, 6, (3, 2), (stride, 1), (padding, 0), (dilation, 1), groups: groups, dtype: float64);
        var x = Numbers.Some(2, 4, 9, 7);
        Numbers.Close(Definition(x, layer.weight, layer.bias!, (stride, 1), (padding, 0), (dilation, 1), groups), layer.call(x));
    }

    [Fact]
    public void Conv1d_IsConv2dOfOneRow()
    {
        var layer = Conv1d(3, 4, 3, stride: 2, padding: 1, dtype: float64);
        var x = Numbers.Some(2, 3, 8);
        Numbers.Close(Definition(x.unsqueeze(2), layer.weight.unsqueeze(2), layer.bias!, (1, 2), (0, 1), (1, 1), 1).squeeze(2), layer.call(x));
        Numbers.Close(layer.call(x).select(0, 0), layer.call(x.select(0, 0)));
    }

    [Fact]
    public void Convolutions_Differentiate()
    {
        Numbers.Differentiates(t => functional.conv2d(t[0], t[1], t[2], [2, 1], [1, 1]), Numbers.Some(1, 2, 5, 4), Numbers.Some(2, 2, 3, 2), Numbers.Some(2));
        Numbers.Differentiates(t => functional.conv_transpose2d(t[0], t[1], t[2], [2, 1], [1, 0]), Numbers.Some(1, 2, 3, 4), Numbers.Some(2, 2, 3, 2),
            Numbers.Some(2));
        Numbers.Differentiates(t => functional.conv1d(t[0], t[1], t[2], dilation: 2), Numbers.Some(1, 2, 7), Numbers.Some(2, 2, 3), Numbers.Some(2));
    }

    [Fact]
    public void Conv3d_WithOneSlice_IsConv2d()
    {
        var (x, w) = (Numbers.Some(2, 3, 5, 6), Numbers.Some(4, 3, 3, 3));
        Numbers.Close(functional.conv2d(x, w, padding: [1, 1]), functional.conv3d(x.unsqueeze(2), w.unsqueeze(2), padding: [0, 1, 1]).squeeze(2));
        Numbers.Close(functional.conv2d(x, w), functional.conv3d_padding(x.unsqueeze(2), w.unsqueeze(2)).squeeze(2));
        var (y, v) = (Numbers.Some(2, 4, 3, 4), Numbers.Some(4, 3, 3, 3));
        Numbers.Close(functional.conv_transpose2d(y, v, strides: [2, 1]), functional.conv_transpose3d(y.unsqueeze(2), v.unsqueeze(2),
            strides: [1, 2, 1]).squeeze(2));
    }

    [Theory]
    [InlineData(1, 0, 0, 1, 1)]
    [InlineData(2, 1, 1, 1, 1)]
    [InlineData(3, 1, 2, 2, 2)]
    public void ConvTranspose2d_IsTheAdjointOfConv2d(int stride, int padding, int extra, int dilation, int groups)
    {
        var layer = ConvTranspose2d(4, 6, 3, stride: stride, padding: padding, output_padding: extra, dilation: dilation, groups: groups, bias: false,
            dtype: float64);
        var x = Numbers.Some(2, 4, 4, 5);
        var y = layer.call(x);
        var z = Numbers.Some(y.shape);
        var back = functional.conv2d(z, layer.weight, strides: [stride], padding: [padding], dilation: [dilation], groups: groups);
        Assert.Equal(x.shape, back.shape);
        Numbers.Close((x * back).sum(), (y * z).sum(), 1e-10);
    }

    [Fact]
    public void ConvTranspose_ReachesTheSizeAskedFor()
    {
        var layer = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1, dtype: float64);
        var x = Numbers.Some(1, 2, 4, 4);
        Assert.Equal([1L, 3L, 7L, 7L], layer.call(x).shape);
        Assert.Equal([1L, 3L, 8L, 7L], layer.forward(x, [8, 7]).shape);
        Assert.Equal([1L, 3L, 8L, 8L], layer.forward(x, [1, 3, 8, 8]).shape);
        Assert.Throws<ArgumentException>(() => layer.forward(x, [9, 8]));
        Assert.Throws<ArgumentException>(() => layer.forward(x, [8]));
        // TorchSharp's layer pads every side like the first; its function takes each side's own.
        Assert.Equal([1L, 3L, 7L, 7L], ConvTranspose2d(2, 3, (3, 3), (2, 2), (1, 1), (0, 1), dtype: float64).call(x).shape);
        Assert.Equal([1L, 3L, 7L, 8L], functional.conv_transpose2d(x, layer.weight, strides: [2, 2], padding: [1, 1], output_padding: [0, 1]).shape);
        var line = ConvTranspose1d(2, 3, 3, stride: 2, padding: 1, output_padding: 1, dtype: float64);
        Assert.Equal([1L, 3L, 8L], line.call(Numbers.Some(1, 2, 4)).shape);
        Numbers.Close(functional.conv_transpose1d(Numbers.Some(1, 2, 4), line.weight, line.bias, 2, 1, 1), line.call(Numbers.Some(1, 2, 4)));
    }

    [Fact]
    public void Paddings_AreWhatTheyAreCalled()
    {
        var x = Numbers.Some(2, 3, 6, 5);
        var same = Conv2d(3, 4, (3, 5), Padding.Same, dtype: float64);
        Assert.Equal([2L, 4L, 6L, 5L], same.call(x).shape);
        Assert.Equal([2L, 4L, 4L, 4L], Conv2d(3, 4, (3, 2), Padding.Valid, dtype: float64).call(x).shape);
        Numbers.Close(functional.conv2d_padding(x, same.weight, same.bias, padding: Padding.Same), same.call(x));
        foreach (var mode in new[] { PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular })
        {
            var layer = Conv2d(3, 4, (3, 3), padding: (1, 2), padding_mode: mode, dtype: float64);
            Numbers.Close(functional.conv2d(functional.pad(x, [2, 2, 1, 1], mode), layer.weight, layer.bias), layer.call(x));
        }
        Assert.Equal([2L, 4L, 6L, 5L], Conv2d(3, 4, 4, Padding.Same, padding_mode: PaddingModes.Replicate, dtype: float64).call(x).shape);
        Assert.Equal([2L, 4L, 9L], Conv1d(3, 4, 5, Padding.Same).call(rand(2, 3, 9)).shape);
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 3, Padding.Same, stride: 2));
        Assert.Throws<ArgumentException>(() => ConvTranspose2d(3, 4, 3).SetPadding(Padding.Same));
    }

    [Fact]
    public void AWrongChannelCount_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 3).call(rand(2, 4, 6, 6)));
        var layer = Conv2d(3, 4, 3, bias: false);
        Assert.Equal(["weight"], layer.named_parameters().Select(entry => entry.name));
        Assert.Equal([4L, 3L, 3L, 3L], layer.weight.shape);
        Assert.Equal([3L, 2L, 3L], ConvTranspose1d(3, 4, 3, groups: 2 - 1).weight.narrow(1, 0, 2).shape);
    }
}
