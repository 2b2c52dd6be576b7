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
        Assert.Equal([0.5f / 255, 1, 0, 0.5f], All(Floats(255.0, 0.5f, 255, 0, 127.5f)));
    }

    [Fact]
    public void FloatsJustOutsideZeroToOne_AreIntensities_AndItIsSaid()
    {
        var data = Load("<f4", "(2, 2)", Bytes4(0.25f, 1.0000001f, -1e-6f, 0.5f));

        Assert.Equal([0.25f, 1, 0, 0.5f], All(Joined(data)));
        Assert.Contains("those outside 0 to 1 were set to its ends", Assert.Single(data.Remarks), StringComparison.Ordinal);
        Assert.Equal(1, data.Provenance.White);
    }

    [Fact]
    public void WholeNumbersWithRoundingErrors_AreRounded_AndItIsSaid()
    {
        var data = Load("<f4", "(2, 2)", Bytes4(254.9996f, 1.0004f, 0, 127));

        Assert.Equal([255, 1, 0, 127], Assert.IsType<ByteImages>(Joined(data)).Pixels);
        Assert.Contains("rounded", Assert.Single(data.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5f, 0.25f, "fractions from 0.25 to 1.5", "--white 1.5")]
    [InlineData(2f, 1f, "whole numbers from 1 to 2", "--white 2")]
    [InlineData(127.5f, 0f, "fractions from 0 to 127.5", "--white 255")]
    [InlineData(1000f, 0f, "whole numbers from 0 to 1000", "--white 65535")]
    public void AScaleInDoubt_IsRefusedWithTheRange_AndTakenWhereItIsSaid(float high, float low, string range, string remedy)
    {
        var numbers = Bytes4(low, high, low, low);
        Refused(() => Load("<f4", "(2, 2)", numbers), range, remedy);
        Assert.Equal([low / 1000, high / 1000, low / 1000, low / 1000], All(Joined(Load("<f4", "(2, 2)", numbers, white: 1000))));
    }

    [Fact]
    public void NumbersOfSixteenBits_AreReadWhereTheyUseThem()
    {
        Assert.Equal(65535, Load("<u2", "(2, 2)", [0, 0, 0xFF, 0xFF, 0, 0x80, 1, 0]).Provenance.White);
        Assert.Equal([0, 1, 32768f / 65535, 1f / 65535], All(Joined(Load("<u2", "(2, 2)", [0, 0, 0xFF, 0xFF, 0, 0x80, 1, 0]))));
        Assert.Equal(255, Load("<u2", "(2, 2)", [0, 0, 0xFF, 0, 7, 0, 1, 0]).Provenance.White);
        Refused(() => Load("<u2", "(2, 2)", [0, 0, 0xFF, 0x0F, 7, 0, 1, 0]), "whole numbers from 0 to 4095", "--white");
    }

    [Fact]
    public void AllParts_HaveOneScale()
    {
        _folder.Write("parts/train.npy", Npy("|u1", "(2, 2)", [0, 255, 3, 4]));
        _folder.Write("parts/test.npy", Npy("<f4", "(1, 2)", Bytes4(0.5f, 1)));
        Refused(() => ImageSource.Load(_folder["parts"]), "test.npy", "the scale of train.npy, where 255 is white", "from 0.5 to 1", "--white");
        _folder.Write("parts/test.npy", Npy("<f4", "(1, 2)", Bytes4(0, 1)));
        Refused(() => ImageSource.Load(_folder["parts"]), "test.npy", "the scale of train.npy");
        _folder.Write("parts/test.npy", Npy("<f4", "(1, 2)", Bytes4(0, 200)));
        Assert.Equal([0, 200], ((ByteImages)ImageSource.Load(_folder["parts"]).Test.Images).Pixels);

        _folder.Write("parts/train.npy", Npy("<f4", "(1, 2)", Bytes4(0.5f, 1)));
        Refused(() => ImageSource.Load(_folder["parts"]), "test.npy", "0 to 1, the scale of train.npy", "200 at [0, 1]");
    }

    [Fact]
    public void ImagesWithNothingInThem_AreSaid()
    {
        Assert.Contains("All pixels of the 1 training images are the same", Remarks("|u1", "(2, 2)", [7, 7, 7, 9]), StringComparison.Ordinal);
        Assert.Contains("1 of the 2 training images is of one grey value", Remarks("|u1", "(3, 2)", [7, 7, 7, 9, 3, 4]), StringComparison.Ordinal);
        Assert.Contains("The 2 training images are all the same one", Remarks("|u1", "(3, 2)", [7, 9, 7, 9, 3, 4]), StringComparison.Ordinal);
        Assert.Contains("all of them are black", Remarks("<f4", "(2, 2)", Bytes4(1e-41f, 0, 3e-42f, 1e-43f)), StringComparison.Ordinal);
        Assert.Contains("its brightest pixel is 16 of 255; if 16 is white, say ImageOptions.White = 16", Remarks("|u1", "(2, 2)", [0, 16, 3, 9]), StringComparison.Ordinal);
        Assert.Equal("", Remarks("|u1", "(2, 2)", [0, 200, 3, 9]));

        string Remarks(string descr, string shape, byte[] numbers) => string.Join(' ', Load(descr, shape, numbers).Remarks);
    }

    [Theory]
    [InlineData(-0.5f, "-0.5 at [1, 0]")]
    [InlineData(float.NaN, "NaN at [1, 0]")]
    [InlineData(float.PositiveInfinity, "at [1, 0]")]
    public void WhatLiesOutside_IsRefusedByItsPlace(float value, string place) => Refused(() => Floats(0.25f, 1, value, 0.5f), place, "rescale");

    [Fact]
    public void NegativeAndHugeWholeNumbers_AreRefused()
    {
        Refused(() => Load("|i1", "(2, 2)", [0, 1, 2, 0xFF]), "-1 at [1, 1]");
        Refused(() => Load("<i2", "(2, 2)", [0, 1, 2, 0, 0, 0, 0, 0]), "from 0 to 256");
        Refused(() => Load("<i2", "(2, 2)", [0, 1, 2, 0, 0, 0, 0, 0], white: 255), "256 at [0, 0]");
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

        // A shape that is given may say that the channels come last, too.
        var given = Load("|u1", "(2, 12)", Counting(24), shapeOfOne: [2, 2, 3]);
        Assert.Equal([2, 3, 2, 2], Both(given));
        Assert.Equal(((ByteImages)moved.Train.Images).Pixels, ((ByteImages)given.Train.Images).Pixels);
        Assert.Equal([2, 3, 4], Both(Load("|u1", "(2, 12)", Counting(24), shapeOfOne: [3, 4, 1])));
        Assert.Equal([2, 3, 4], Both(Load("|u1", "(2, 12)", Counting(24), shapeOfOne: [1, 3, 4])));
        Refused(() => Load("|u1", "(2, 12)", Counting(24), shapeOfOne: [2, 3, 2]), "H,W,C or C,H,W", "2,3,2");

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

    private static byte[] Bytes4(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private ImageArray Floats(params float[] numbers) => Joined(Load("<f4", "(2, 2)", Bytes4(numbers)));

    private ImageArray Floats(double white, params float[] numbers) => Joined(Load("<f4", "(2, 2)", Bytes4(numbers), white: white));

    /// <summary>Train and test put together again.</summary>
    private static ImageArray Joined(ImageData data) => (data.Train.Images, data.Test.Images) switch
    {
        (ByteImages train, ByteImages test) => new ByteImages([.. train.Pixels, .. test.Pixels], [2, 2], train.White),
        var (train, test) => new FloatImages([.. All(train), .. All(test)], [2, 2]),
    };

    private ImageData Load(string descr, string shape, byte[] numbers, long[]? shapeOfOne = null, double? white = null)
        => ImageSource.Load(_folder.Write("a.npy", Npy(descr, shape, numbers)), new ImageOptions { Shape = shapeOfOne, White = white });
}
