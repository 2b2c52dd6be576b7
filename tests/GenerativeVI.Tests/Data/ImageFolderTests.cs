using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TakesFilesInTheOrderOfTheirNames_AndOnlyPng()
    {
        Add("b.png", 1, [3, 4]);
        Add("a.PNG", 1, [1, 2]);
        _folder.Write("notes.txt", "not an image");

        var images = ImageFolder.Read(_folder.Path);

        Assert.Equal([2, 1, 2], images.Shape);
        Assert.Equal([1, 2, 3, 4], images.Pixels);
        Assert.Equal(255, images.White);
    }

    [Fact]
    public void Read_MakesPlanesOfColours_AndGrayWhereTheyAgreeEverywhere()
    {
        Add("a.png", 3, [5, 5, 5, 9, 9, 9]);
        Assert.Equal([1, 1, 2], ImageFolder.Read(_folder.Path).Shape);
        Assert.Equal([5, 9], ImageFolder.Read(_folder.Path).Pixels);

        Add("b.png", 3, [1, 2, 3, 4, 5, 6]);
        var images = ImageFolder.Read(_folder.Path);
        Assert.Equal([2, 3, 1, 2], images.Shape);
        Assert.Equal([5, 9, 5, 9, 5, 9, 1, 4, 2, 5, 3, 6], images.Pixels);
    }

    [Fact]
    public void Read_LaysTransparencyOverWhite()
    {
        Add("a.png", 2, [0, 255, 0, 0]);
        Add("b.png", 4, [100, 100, 100, 51, 0, 0, 0, 255]);

        Assert.Equal([0, 255, 224, 0], ImageFolder.Read(_folder.Path).Pixels);
    }

    [Fact]
    public void Read_NamesTheFileOfAnotherSize_EvenIfItIsTheFirst()
    {
        Add("a.png", 1, [1, 2, 3]);
        Add("b.png", 1, [1, 2]);
        Add("c.png", 1, [1, 2]);

        Refused(() => ImageFolder.Read(_folder.Path), "a.png", "expected 2 x 1 pixels", "found 3 x 1");
    }

    [Fact]
    public void Read_NamesTheDamagedFile_AndRefusesAnEmptyOrMissingFolder()
    {
        Refused(() => ImageFolder.Read(_folder.Path), "expected PNG, JPEG, GIF, BMP or WebP files, found none");
        Refused(() => ImageFolder.Read(_folder["absent"]), "cannot be read");
        Add("a.png", 1, [1, 2]);
        _folder.Write("b.png", Png.Encode(new PngImage([1, 2], 2, 1, 1))[..50]);
        Refused(() => ImageFolder.Read(_folder.Path), "b.png");
    }

    private void Add(string name, int channels, byte[] samples) => _folder.Write(name, Png.Encode(new PngImage(samples, samples.Length / channels, 1, channels)));
}
