using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

/// <summary>Collections of pictures that have a folder a class.</summary>
public sealed class ClassFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderAClass_IsShuffledAndSplit()
    {
        Add("", ("cat", 6), ("dog", 8), ("10", 6));
        _folder.Write(".git/x.png", Picture(1));
        _folder.Write("__MACOSX/x.png", Picture(1));
        _folder.Write("cat/._0.png", "not a picture");
        var data = ImageSource.Load(_folder.Path);

        Assert.Equal((18, 2), (data.Train.Count, data.Test.Count));
        Assert.Equal(["10", "cat", "dog"], data.Provenance.Classes!);
        Assert.Contains("shuffled with seed 0", data.Provenance.Protocol, StringComparison.Ordinal);
        Assert.Equal(3, data.Train.Labels!.Distinct().Count());
        foreach (var (image, label) in Each(data.Train).Concat(Each(data.Test))) Assert.Equal(image / 50, label);
    }

    [Fact]
    public void ClassesThatAreNumbers_AreInTheOrderOfNumbers()
    {
        Add("", ("9", 1), ("10", 1), ("2", 2));
        Assert.Equal(["2", "9", "10"], ImageSource.Load(_folder.Path).Provenance.Classes!);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("val")]
    public void PartsAboveTheClasses_AreKept(string part)
    {
        Add("train/", ("cat", 3), ("dog", 2));
        Add($"{part}/", ("dog", 2));
        var data = ImageSource.Load(_folder.Path);

        Assert.Equal((5, 2), (data.Train.Count, data.Test.Count));
        Assert.Equal([0, 0, 0, 1, 1], data.Train.Labels!);
        Assert.Equal([1, 1], data.Test.Labels!);
        _folder.Write($"{part}/ox/0.png", Picture(3));
        Refused(() => ImageSource.Load(_folder.Path), "ox", "one of the classes of the training images (cat, dog)");
    }

    [Fact]
    public void TrainingImagesAlone_AreShuffledToo()
    {
        Add("train/", ("cat", 10), ("dog", 10));
        Assert.Contains("shuffled with seed 0", ImageSource.Load(_folder.Path).Provenance.Protocol, StringComparison.Ordinal);
    }

    /// <summary>Pictures whose first pixel divided by 50 is the number of their class.</summary>
    private void Add(string place, params (string Name, int Count)[] classes)
    {
        string[] order = ["10", "cat", "dog"];
        foreach (var (name, count) in classes)
        {
            for (var i = 0; i < count; i++) _folder.Write($"{place}{name}/{i}.png", Picture((byte)(50 * Math.Max(0, Array.IndexOf(order, name)) + i)));
        }
    }

    private static byte[] Picture(byte first) => Png.Encode(new PngImage([first, 200], 2, 1, 1));

    private static IEnumerable<(int First, long Label)> Each(ImageSet set) =>
        ((ByteImages)set.Images).Pixels.Chunk(2).Zip(set.Labels!, (pixels, label) => ((int)pixels[0], label));
}
