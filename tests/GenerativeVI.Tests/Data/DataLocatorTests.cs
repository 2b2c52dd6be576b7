using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class DataLocatorTests : IDisposable
{
    private static readonly KnownSet Mnist = KnownData.Find("mnist")!;
    private static readonly KnownSet Fashion = KnownData.Find("Fashion_MNIST")!;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fashion-mnist")]
    [InlineData("fashion_mnist")]
    public void Find_TakesTheRoot_OrTheSetsOwnFolder(string name)
    {
        Put(Fashion, name);
        var fromRoot = At(_folder.Path).Find(Fashion);
        var fromOwn = At(_folder[name]).Find(Fashion);

        Assert.True(fromRoot.IsPresent && fromOwn.IsPresent);
        Assert.Equal(_folder[name], fromRoot.Place!.Path);
        Assert.Equal(_folder[name], fromOwn.Place!.Path);
        Assert.False(At(_folder[name]).Find(Mnist).IsPresent); // the same file names, another set's folder
        Assert.Equal($"fashion-mnist: in {_folder[name]} (test)", fromRoot.ToString());
    }

    [Fact]
    public void Find_TakesTheFirstPlaceThatIsComplete()
    {
        _folder.Write("one/mnist/train-images-idx3-ubyte.gz", [1]);
        Put(Mnist, "two/mnist");
        var locator = new DataLocator([new(_folder["absent"], "a"), new(_folder["one"], "b"), new(_folder["two"], "c")], null);

        Assert.Equal("c", locator.Find(Mnist).Place!.Why);
        File.Delete(_folder["two/mnist/t10k-labels-idx1-ubyte.gz"]);
        Assert.True(locator.Find(Mnist).IsPresent);
        Assert.EndsWith("without labels", locator.Find(Mnist).ToString(), StringComparison.Ordinal);
        File.Delete(_folder["two/mnist/t10k-images-idx3-ubyte.gz"]);
        Assert.False(locator.Find(Mnist).IsPresent);
        Assert.Equal("b", locator.Find(Mnist).Place!.Why);
        Assert.Contains("lacks train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz", locator.Find(Mnist).Absence().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AcceptsUnpackedFiles()
    {
        foreach (var file in Mnist.Files)
            _folder.Write(file.UnpackedName, [1]);
        Assert.True(At(_folder.Path).Find(Mnist).IsPresent);
    }

    [Fact]
    public void Absence_NamesThePlacesAndTheRemedy()
    {
        string message = new DataLocator([new("/a", "--data-dir"), new("/b", "GENERATIVEVI_DATA")], null).Find(Mnist).Absence().Message;

        Assert.Equal("mnist: not found in /a (ImageOptions.DataDirectory), /b (GENERATIVEVI_DATA); get it with 'gvi data get mnist' (11.6 MB).", message);
        Assert.Contains("put its files (binarized_mnist_train-images-idx3-ubyte.gz", At("/a").Find(KnownData.Find("binarized-mnist")!).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DownloadFolder_IsWherePartOfTheSetIs_ElseTheOneForDownloads()
    {
        var locator = new DataLocator([new(_folder["one"], "a")], new(_folder["two"], "b"));
        Assert.Equal(_folder["two/mnist"], locator.DownloadFolder(Mnist));
        Assert.Equal(_folder["mnist"], new DataLocator([], new(_folder["mnist"], "b")).DownloadFolder(Mnist));
        Refused(() => new DataLocator([], null).DownloadFolder(Mnist), "--data-dir");

        _folder.Write("one/mnist/t10k-labels-idx1-ubyte.gz", [1]);
        Assert.Equal(_folder["one/mnist"], locator.DownloadFolder(Mnist));
    }

    [Fact]
    public void ForThisMachine_LooksWhereThePersonSaysFirst()
    {
        var location = DataLocator.ForThisMachine(_folder.Path).Find(Mnist);

        Assert.Equal(new DataFolder(_folder.Path, "ImageOptions.DataDirectory") { IsChosen = true }, location.Looked[0]);
        Assert.Contains(location.Looked, folder => folder.Path == "/usr/share/datasets");
        Assert.Contains(location.Looked, folder => File.Exists(Path.Combine(folder.Path, "README.md"))); // this project's, upwards from the test program
        Assert.Equal(_folder["mnist"], DataLocator.ForThisMachine(_folder.Path).DownloadFolder(Mnist));
    }

    [Fact]
    public void ADamagedOrForeignFile_IsRefusedWithTheWayToGetItAgain()
    {
        Put(Mnist, "mnist");
        var options = new ImageOptions { Locator = At(_folder.Path), Download = false };
        _folder.Write("mnist/train-images-idx3-ubyte.gz", Gzip(IdxImages(4))[..^9]);
        Refused(() => ImageSource.Load("MNIST", options), "train-images-idx3-ubyte.gz", "intact gzip", $"'gvi data get mnist --data-dir {_folder["mnist"]}'");
        _folder.Write("mnist/train-images-idx3-ubyte.gz", Gzip(IdxImages(4)));
        Refused(() => ImageSource.Load("mnist", options), "expected train-images-idx3-ubyte of mnist", "other content of shape [4, 3, 2]", "gvi data get mnist");
        _folder.Write("mnist/train-images-idx3-ubyte.gz", Gzip(Idx(8, [4], 1, 2, 3, 4)));
        Refused(() => ImageSource.Load("mnist", options), "one axis of 4 numbers, as a file of labels has");
        Refused(() => ImageSource.Load("fashion-mnist", options), "not found in", "apt install dataset-fashion-mnist");
    }

    [Fact]
    public void TheDefault_IsMnistIfPresent_ElseFashionMnist_AndSaysWhy()
    {
        var options = new ImageOptions { Locator = At(_folder.Path), Download = false };
        Refused(() => ImageSource.ChooseDefault(options), "neither mnist nor fashion-mnist is here", "gvi data get mnist");

        Put(Fashion, "fashion-mnist");
        var fashion = ImageSource.ChooseDefault(options);
        Assert.Equal("fashion-mnist", fashion.Name);
        Assert.Equal($"no data named: mnist is not here and downloads are off; fashion-mnist is in {_folder["fashion-mnist"]} (test)", fashion.Reason);

        Put(Mnist, "mnist");
        Assert.Equal("mnist", ImageSource.ChooseDefault(options).Name);
        Refused(() => ImageSource.ChooseDefault(new ImageOptions { DataDirectory = _folder["absent"] }), "--data-dir", "there is no such folder");
    }

    private static DataLocator At(string path) => new([new DataFolder(path, "test")], null);

    private void Put(KnownSet set, string folder)
    {
        foreach (var file in set.Files)
            _folder.Write($"{folder}/{file.Name}", [1]);
    }
}
