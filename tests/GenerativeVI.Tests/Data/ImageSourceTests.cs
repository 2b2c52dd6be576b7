using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class ImageSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFile_IsSplit_TheLastPartBeingTheTestSet()
    {
        string path = _folder.Write("digits-ubyte.gz", Gzip(IdxImages(20)));
        var data = ImageSource.Load(path, new ImageOptions { TestShare = 0.25 });

        Assert.Equal((15, 5), (data.Train.Count, data.Test.Count));
        Assert.Equal([3, 2], data.Shape);
        Assert.Equal(Counting(90), ((ByteImages)data.Train.Images).Pixels);
        Assert.Equal(90, ((ByteImages)data.Test.Images).Pixels[0]);
        Assert.Null(data.Train.Labels);
        var file = Assert.Single(data.Provenance.Files);
        Assert.Equal((path, new FileInfo(path).Length), (file.Path, file.Length));
        Assert.Contains("the last 5 of 20 images are the test set", data.Provenance.Protocol, StringComparison.Ordinal);
        Assert.Contains("white is 255", data.Provenance.Protocol, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfIdxFiles_IsToldApartByNames()
    {
        _folder.Write("train-images-idx3-ubyte.gz", Gzip(IdxImages(4)));
        _folder.Write("train-labels-idx1-ubyte", Idx(8, [4], 3, 1, 4, 1));
        _folder.Write("t10k-images-idx3-ubyte", IdxImages(2));
        _folder.Write("my_valid_images.npy", Npy("|u1", "(3, 3, 2)", Counting(18)));
        _folder.Write("README.md", "not data");
        var data = ImageSource.Load(_folder.Path);

        Assert.Equal((4, 3, 2), (data.Train.Count, data.Validation!.Count, data.Test.Count));
        Assert.Equal([3, 1, 4, 1], data.Train.Labels!);
        Assert.Null(data.Test.Labels);
        Assert.Equal(4, data.Provenance.Files.Count);
    }

    [Fact]
    public void ADarkTestSet_KeepsTheScaleOfTheTrainingSet()
    {
        _folder.Write("train.npy", Npy("|u1", "(2, 2)", [0, 255, 3, 4]));
        _folder.Write("test.npy", Npy("|u1", "(1, 2)", [0, 1]));

        Assert.Equal(255, ((ByteImages)ImageSource.Load(_folder.Path).Test.Images).White);
    }

    [Fact]
    public void Csv_TakesAShapeAndAColumnOfLabels()
    {
        string path = _folder.Write("d.csv", "a,label,b\n10,7,20\n30,8,40\n50,9,60\n");
        var data = ImageSource.Load(path, new ImageOptions { Shape = [1, 2] });

        Assert.Equal([1, 2], data.Shape);
        Assert.Equal([7, 8], data.Train.Labels!);
        Assert.Equal([9], data.Test.Labels!);
        Assert.Equal([10, 20, 30, 40], ((ByteImages)data.Train.Images).Pixels);
        Refused(() => ImageSource.Load(path, new ImageOptions { Shape = [28, 28] }), "28 x 28 numbers", "found 2", "'label'");
    }

    [Fact]
    public void FoldersOfPng_AreOneSetOrTwoParts()
    {
        foreach (string name in new[] { "train/a.png", "train/b.png", "test/c.png" })
            _folder.Write(name, Png.Encode(new PngImage([(byte)name[^5], 200], 2, 1, 1)));
        var parts = ImageSource.Load(_folder.Path);
        var whole = ImageSource.Load(_folder["train"]);

        Assert.Equal((2, 1), (parts.Train.Count, parts.Test.Count));
        Assert.Equal([(byte)'c', 200], ((ByteImages)parts.Test.Images).Pixels);
        Assert.Equal((1, 1), (whole.Train.Count, whole.Test.Count));
        Assert.Equal(Path.Combine(_folder.Path, "train"), Assert.Single(whole.Provenance.Files).Path);
    }

    [Fact]
    public void Options_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions { White = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions { TestShare = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions { TestShare = double.NaN });
    }

    [Fact]
    public void Mistakes_AreOneSentence()
    {
        string labels = _folder.Write("train-labels-idx1-ubyte", Idx(8, [4], 3, 1, 4, 1));
        Refused(() => ImageSource.Load(labels), "one axis of 4 numbers, as a file of labels has", "give the file of images");
        Refused(() => ImageSource.Load(_folder.Path), "expected images", "found none");
        Refused(() => ImageSource.Load("mnits"), "'mnits'", "mnist, fashion-mnist", "nor an existing file or folder");
        Refused(() => ImageSource.Load(_folder.Write("one.png", Png.Encode(new PngImage([1], 1, 1, 1)))), "give the folder");
        Refused(() => ImageSource.Load(_folder.Write("x.bin", [1, 2, 3, 200, 5])), "expected an idx, npy, npz or csv file", "010203C8");
        Refused(() => ImageSource.Load(_folder.Write("single-ubyte", IdxImages(1))), "at least 2 images");
        Refused(() => ImageSource.Load(_folder.Write("none-ubyte", Idx(8, [0, 28, 28]))), "none empty");

        using var other = new TempFolder();
        other.Write("train-images-ubyte", IdxImages(4));
        other.Write("train-labels-ubyte", Idx(8, [3], 1, 2, 3));
        Refused(() => ImageSource.Load(other.Path), "4 labels, one for each image of train-images-ubyte", "found [3]");
        other.Write("train-labels-ubyte", Idx(8, [4], 1, 2, 3, 4));
        other.Write("test-images-ubyte", IdxImages(4, 5, 5));
        Refused(() => ImageSource.Load(other.Path), "images of 3 x 2", "found 5 x 5");
        other.Write("images-ubyte", IdxImages(4));
        Refused(() => ImageSource.Load(other.Path), "one source of train data", "images-ubyte and train-images-ubyte");
    }
}
