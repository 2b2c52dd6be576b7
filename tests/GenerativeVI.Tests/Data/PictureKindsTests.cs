using GenerativeVI.Data;
using SkiaSharp;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

/// <summary>Pictures as cameras, scanners and drawing programs write them.</summary>
public sealed class PictureKindsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 2)]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    public void OtherFormats_AreReadByTheirContent(SKEncodedImageFormat format, int tolerance)
    {
        var image = ImageFile.Decode(SamplePictures.Encode(format, 16, 8, (x, y) => (byte)(8 * x + 4 * y)), "picture");

        Assert.Equal((16, 8, 1), (image.Width, image.Height, image.Channels));
        for (var i = 0; i < image.Samples.Length; i++) Assert.InRange(image.Samples[i], 8 * (i % 16) + 4 * (i / 16) - tolerance, 8 * (i % 16) + 4 * (i / 16) + tolerance);
    }

    [Fact]
    public void ABitmap_IsRead()
    {
        var image = ImageFile.Decode(SamplePictures.Bmp(3, 2, (x, y) => ((byte)(10 * x), (byte)(100 * y), 7)), "picture.bmp");

        Assert.Equal([0, 0, 7, 10, 0, 7, 20, 0, 7, 0, 100, 7, 10, 100, 7, 20, 100, 7], image.Samples);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(8, 8)]
    [InlineData(13, 21)]
    public void AnInterlacedPng_IsTheSameAsAPlainOne(int width, int height)
    {
        var samples = Enumerable.Range(0, width * height).Select(i => (byte)(i * 7 + i / width)).ToArray();

        Assert.Equal(samples, ImageFile.Decode(SamplePictures.InterlacedPng(width, height, samples), "i.png").Samples);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 255, 255, 255)]
    [InlineData(64, 128, 192, 255)]
    public void AJpegOfFourInks_IsReadAsColour(byte cyan, byte magenta, byte yellow, byte black)
    {
        // Adobe's inks are stored as what they leave of the paper's white, and multiply with the black.
        var image = ImageFile.Decode(SamplePictures.FlatCmykJpeg(cyan, magenta, yellow, black), "cmyk.jpg");
        int[] expected = [cyan * black / 255, magenta * black / 255, yellow * black / 255];

        Assert.Equal((8, 8), (image.Width, image.Height));
        for (var channel = 0; channel < 3; channel++)
            Assert.InRange(image.Samples[image.Channels == 1 ? 0 : channel], expected[channel] - 2, expected[channel] + 2);
    }

    [Fact]
    public void AGrayThatMeansTransparent_IsWhite()
    {
        var file = SamplePictures.GrayPng(2, 1, [10, 20], transparent: 10);

        Assert.Equal([10, 0, 20, 255], ImageFile.Decode(file, "t.png").Samples);
        _folder.Write("t.png", file);
        Assert.Equal([255, 20], ImageFolder.Read(_folder.Path).Pixels);
    }

    [Fact]
    public void APhotograph_IsTurnedAsItsCameraSays()
    {
        // Dark above light, and the camera was held a quarter to the left: dark is on the right.
        var lying = SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 16, 8, (_, y) => (byte)(y < 4 ? 0 : 255));
        var turned = SamplePictures.WithOrientation(lying, 6);
        var image = ImageFile.Decode(turned, "photo.jpg");

        Assert.Equal((8, 16), (image.Width, image.Height));
        Assert.True(image.Samples[0] > 240 && image.Samples[7] < 15, $"left {image.Samples[0]}, right {image.Samples[7]}");
        _folder.Write("a.jpg", turned);
        _folder.Write("b.jpg", turned);
        Assert.Equal([2, 16, 8], ImageFolder.Read(_folder.Path).Shape);
        for (var orientation = 1; orientation <= 8; orientation++)
            Assert.Equal(orientation < 5 ? 16 : 8, ImageFile.Decode(SamplePictures.WithOrientation(lying, orientation), "photo.jpg").Width);
    }

    [Fact]
    public void Pictures_AreBroughtToOneSize_AndToGray_WhereAsked()
    {
        _folder.Write("a.png", SamplePictures.Encode(SKEncodedImageFormat.Png, 8, 8, (x, _) => (byte)(x < 4 ? 0 : 200)));
        _folder.Write("b.png", Png.Encode(new PngImage([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255], 2, 2, 3)));
        Refused(() => ImageFolder.Read(_folder.Path), "ImageOptions.Resize");
        var small = ImageFolder.Read(_folder.Path, [2, 2], gray: true);

        Assert.Equal([2, 2, 2], small.Shape);
        Assert.Equal([0, 200, 0, 200], small.Pixels[..4].Select(pixel => (int)pixel));
        Assert.Equal([76, 150, 29, 255], small.Pixels[4..].Select(pixel => (int)pixel));
        Assert.Equal([2, 3, 5, 4], ImageFolder.Read(_folder.Path, [5, 4]).Shape);
    }

    [Fact]
    public void Arrays_BecomeGrayToo_AndAreNotResized()
    {
        var path = _folder.Write("a.npy", Npy("|u1", "(2, 3, 1, 2)", [255, 0, 0, 255, 0, 0, 9, 9, 9, 9, 9, 9]));
        Assert.Equal([76, 150], ((ByteImages)ImageSource.Load(path, new ImageOptions { Gray = true }).Train.Images).Pixels);
        var floats = _folder.Write("f.npy", Npy("<f4", "(2, 3, 1, 1)", [.. new[] { 1f, 0, 0.5f, 1, 1, 1 }.SelectMany(BitConverter.GetBytes)]));
        Assert.Equal(0.299f + 0.114f * 0.5f, ((FloatImages)ImageSource.Load(floats, new ImageOptions { Gray = true }).Train.Images).Intensities[0], 6);
        Refused(() => ImageSource.Load(path, new ImageOptions { Resize = [2, 2] }), "ImageOptions.Resize");
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions { Resize = [2] });
    }

    [Theory]
    [InlineData("png", 60000)]
    [InlineData("bmp", 60000)]
    [InlineData("jpg", 65000)]
    public void AHeaderThatClaimsMoreThanTheFileHolds_IsRefusedBeforeAnythingIsMade(string kind, int side)
    {
        var file = kind switch
        {
            "png" => SamplePictures.GrayPng(side, side, [0], transparent: null),
            "bmp" => SamplePictures.Bmp(2, 2, (_, _) => (0, 0, 0)),
            _ => SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 16, 8, (_, _) => 0),
        };
        if (kind == "bmp") (BitConverter.GetBytes(side)).CopyTo(file, 18);
        if (kind == "bmp") (BitConverter.GetBytes(side)).CopyTo(file, 22);
        if (kind == "jpg")
        {
            var frame = Enumerable.Range(0, file.Length).First(i => file[i] == 0xFF && file[i + 1] == 0xC0);
            (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = ((byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => ImageFile.Decode(file, $"bomb.{kind}"), $"bomb.{kind}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
