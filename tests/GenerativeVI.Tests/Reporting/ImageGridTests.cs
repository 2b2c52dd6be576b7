using GenerativeVI.Reporting;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

public sealed class ImageGridTests
{
    /// <summary>Images of one channel are the same with and without its axis, flat and not.</summary>
    [Fact]
    public void Pictures_AreSaved_WithTheChannelsAxisToo()
    {
        using var folder = new TempFolder();
        var images = new RandomStream(1).Uniform([3, 12]);
        Pictures.Save(images, [3, 4], folder["plain.png"]);
        Pictures.Save(images, [1, 3, 4], folder["channel.png"]);
        Pictures.Save(images.reshape(3, 1, 3, 4), [1, 3, 4], folder["unfolded.png"]);
        Assert.Equal(File.ReadAllBytes(folder["plain.png"]), File.ReadAllBytes(folder["channel.png"]));
        Assert.Equal(File.ReadAllBytes(folder["plain.png"]), File.ReadAllBytes(folder["unfolded.png"]));
    }

    private const byte S = 96;

    [Fact]
    public void Draw_PutsImagesInRowsWithGaps()
    {
        var sheet = new ImageGrid(Columns: 2, Zoom: 1, Gap: 1).Draw([0, 1, 0.2f, 0.4f, 0.6f, 0.8f], [3, 1, 2]);

        Assert.Equal((7, 5, 1), (sheet.Width, sheet.Height, sheet.Channels));
        byte[] expected =
        [
            S, S, S, S, S, S, S,
            S, 0, 255, S, 51, 102, S,
            S, S, S, S, S, S, S,
            S, 153, 204, S, S, S, S,
            S, S, S, S, S, S, S,
        ];
        Assert.Equal(expected, sheet.Samples);
    }

    [Fact]
    public void Draw_MagnifiesColours()
    {
        var sheet = new ImageGrid(Zoom: 2, Gap: 0).Draw([1, 0, 0.2f], [1, 3, 1, 1]);

        Assert.Equal((2, 2, 3), (sheet.Width, sheet.Height, sheet.Channels));
        Assert.Equal([255, 0, 51, 255, 0, 51, 255, 0, 51, 255, 0, 51], sheet.Samples);
    }

    [Fact]
    public void DrawPairs_PutsEachReconstructionBelowItsOriginal()
    {
        var sheet = new ImageGrid(Columns: 2, Zoom: 1, Gap: 0).DrawPairs([0, 0.2f, 0.4f], [1, 0.8f, 0.6f], [3, 1, 1]);

        Assert.Equal((2, 4), (sheet.Width, sheet.Height));
        Assert.Equal([0, 51, 255, 204, 102, S, 153, S], sheet.Samples);
    }

    [Fact]
    public void Draw_ShowsWhatLiesOutsideTheScaleAsItsEnds()
        => Assert.Equal([0, 255, 0], new ImageGrid(Zoom: 1, Gap: 0).Draw([-1, 2, float.NaN], [1, 1, 3]).Samples);

    [Fact]
    public void Draw_RefusesWhatIsNotImages()
    {
        var grid = new ImageGrid();
        Assert.Contains("give the shape of one image", Assert.Throws<ArgumentException>(() => grid.Draw(new float[4], [1, 4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => grid.Draw(new float[5], [1, 2, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageGrid(Columns: 0).Draw(new float[4], [1, 2, 2]));
        Assert.Throws<ArgumentException>(() => grid.DrawPairs(new float[4], new float[8], [1, 2, 2]));
    }
}
