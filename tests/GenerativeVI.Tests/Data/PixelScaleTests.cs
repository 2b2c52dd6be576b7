using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

/// <summary>What numbers in a file mean as intensities and labels, seen through the one door.</summary>
public sealed class PixelScaleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_Are255Levels_OrBinaryIfNothingExceedsOne()
    {
        Assert.Equal(255, Bytes("|u1", [0, 2, 255, 1]).White);
        Assert.Equal(1, Bytes("|u1", [0, 1, 1, 1]).White);
        Assert.Equal(1, Bytes("|b1", [0, 1, 1, 0]).White);
        Assert.Equal(16, Bytes("|u1", [0, 2, 16, 1], white: 16).White);
        Refused(() => Bytes("|u1", [0, 2, 17, 1], white: 16), "from 0 to 16", "17 at [1, 0]");
    }

    [Fact]
    public void WholeNumbersOfAnyType_BecomeBytes()
    {
        var images = Bytes("<f4", [.. new float[] { 0, 255, 3, 1 }.SelectMany(BitConverter.GetBytes)]);

        Assert.Equal(255, images.White);
        Assert.Equal([0, 255, 3, 1], All(images).Select(intensity => (byte)MathF.Round(255 * intensity)));
    }

    [Fact]
    public void Fractions_AreIntensities_OrAreDividedBy255()
    {
        Assert.Equal([0.25f, 1, 0, 0.5f], All(Floats(0.25f, 1, 0, 0.5f)));
        Assert.Equal([0.5f / 255, 1, 0, 0.5f], All(Floats(0.5f, 255, 0, 127.5f)));
    }

    [Theory]
    [InlineData(-0.5f, "-0.5 at [1, 0]")]
    [InlineData(256, "256 at [1, 0]")]
    [InlineData(float.NaN, "NaN at [1, 0]")]
    [InlineData(float.PositiveInfinity, "at [1, 0]")]
    public void WhatLiesOutside_IsRefusedByItsPlace(float value, string place) => Refused(() => Floats(0.25f, 1, value, 0.5f), place, "rescale");

    [Fact]
    public void NegativeAndHugeWholeNumbers_AreRefused()
    {
        Refused(() => Load("|i1", "(2, 2)", [0, 1, 2, 0xFF]), "-1 at [1, 1]");
        Refused(() => Load("<i2", "(2, 2)", [0, 1, 2, 0, 0, 0, 0, 0]), "256 at [0, 0]");
    }

    [Fact]
    public void FourAxes_AreChannelsFirst()
    {
        byte[] numbers = Counting(12);

        Assert.Equal([2, 2, 3], Shape("(2, 1, 2, 3)"));
        Assert.Equal([2, 2, 3], Shape("(2, 2, 3, 1)"));
        Assert.Equal([2, 3, 1, 2], Shape("(2, 3, 1, 2)"));
        Refused(() => Load("|u1", "(2, 2, 1, 3, 1)", numbers), "2 to 4 axes");
        Refused(() => Load("|u1", "(2, 2, 3)", numbers, shapeOfOne: [5]), "5 numbers in an image", "found 6");

        var last = Load("|u1", "(2, 1, 2, 3)", numbers, shapeOfOne: [6]);
        Assert.Equal([2, 6], Both(last));
        var moved = Load("|u1", "(2, 2, 2, 3)", Counting(24));
        Assert.Equal([2, 3, 2, 2], Both(moved));
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], ((ByteImages)moved.Train.Images).Pixels);

        long[] Shape(string shape) => Both(Load("|u1", shape, numbers));
    }

    private static long[] Both(ImageData data) => [data.Train.Count + data.Test.Count, .. data.Shape];

    private static float[] All(ImageArray images)
    {
        var intensities = new float[images.Count * images.Size];
        images.CopyIntensities(0, intensities);
        return intensities;
    }

    private ByteImages Bytes(string descr, byte[] numbers, int? white = null) => Assert.IsType<ByteImages>(Joined(Load(descr, "(2, 2)", numbers, white: white)));

    private ImageArray Floats(params float[] numbers) => Joined(Load("<f4", "(2, 2)", [.. numbers.SelectMany(BitConverter.GetBytes)]));

    /// <summary>Train and test put together again.</summary>
    private static ImageArray Joined(ImageData data) => (data.Train.Images, data.Test.Images) switch
    {
        (ByteImages train, ByteImages test) => new ByteImages([.. train.Pixels, .. test.Pixels], [2, 2], train.White),
        var (train, test) => new FloatImages([.. All(train), .. All(test)], [2, 2]),
    };

    private ImageData Load(string descr, string shape, byte[] numbers, long[]? shapeOfOne = null, int? white = null)
        => ImageSource.Load(_folder.Write("a.npy", Npy(descr, shape, numbers)), new ImageOptions { Shape = shapeOfOne, White = white });
}
