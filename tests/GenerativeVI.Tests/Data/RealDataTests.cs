using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

public sealed class RealDataTests
{
    // Mean training intensities as computed with NumPy from the published files (those of MNIST and Fashion-MNIST are in the literature, rounded); Frey faces
    // after the same shuffle written in Python.
    [Theory]
    [InlineData("mnist", 60000, 0, 10000, 10, 0.130660)]
    [InlineData("fashion-mnist", 60000, 0, 10000, 10, 0.286041)]
    [InlineData("binarized-mnist", 50000, 10000, 10000, 0, 0.130562)]
    [InlineData("freyfaces", 1769, 0, 196, 0, 0.605714)]
    [InlineData("caltech101-silhouettes", 4100, 2264, 2307, 101, 0.551055)]
    public void KnownSets_AreWhatTheyShouldBe(string name, int train, int validation, int test, int classes, double mean)
    {
        var data = RealData.Load(name);

        Assert.Equal((train, validation, test), ((int)data.Train.Count, (int)(data.Validation?.Count ?? 0), (int)data.Test.Count));
        Assert.Equal(classes, data.Train.Labels?.Distinct().Count() ?? 0);
        Assert.Equal(classes, data.Test.Labels?.Distinct().Count() ?? 0);
        var images = Assert.IsType<ByteImages>(data.Train.Images);
        Assert.Equal(mean, images.Pixels.Average(pixel => pixel / (double)images.White), 1e-6);
        Assert.All(data.Provenance.Files, file => Assert.Equal(64, file.Sha256.Length));
    }

    [Fact]
    public void LabelsInPlaceOfImages_AreRecognised()
    {
        var labels = RealData.Load("mnist").Provenance.Files.Single(file => file.Path.Contains("train-labels", StringComparison.Ordinal));
        using var folder = new TempFolder();
        foreach (string name in new[] { "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz" })
            folder.Write(name, File.ReadAllBytes(labels.Path));

        var options = new ImageOptions { Locator = new DataLocator([new(folder.Path, "test")], null) };
        Samples.Refused(() => ImageSource.Load("mnist", options), "expected train-images-idx3-ubyte of mnist, found train-labels-idx1-ubyte of mnist");
    }
}
