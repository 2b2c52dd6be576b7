using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

/// <summary>Tables of pixels as programs write them: with columns that count, labels where they stand, in numbers or words.</summary>
public sealed class PixelTableTests : IDisposable
{
    private const int Side = 4, Rows = 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 0)]
    [InlineData("Unnamed: 0", 0)]
    [InlineData("", 1000)]
    public void AColumnWithoutAName_ThatCountsTheRows_IsLeftOut_AndItIsSaid(string name, int first)
    {
        var plain = Load(Table(Header(), row => Pixels(row)));
        var counted = Load(Table($"{name},{Header()}", row => $"{first + 3 * row},{Pixels(row)}"));

        Assert.Equal([Side * Side], counted.Shape);
        Assert.Equal(Of(plain), Of(counted));
        Assert.Contains("its first column, which has no name", Assert.Single(counted.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnWithoutAName_ThatDoesNotCount_IsRefused() =>
        Refused(() => Load(Table($",{Header()}", row => $"{row % 3},{Pixels(row)}")), "a name above every column", "take it out");

    [Fact]
    public void AFirstLineThatCountsTheColumns_IsAHeader_AndItIsSaid()
    {
        var data = Load(Table(Header(), row => Pixels(row)));

        Assert.Equal(Rows, data.Train.Count + data.Test.Count);
        Assert.Contains("its first line counts the columns", Load(Table(string.Join(',', Enumerable.Range(0, Side * Side)), row => Pixels(row))).Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void OneColumnMoreThanAnImage_MustBeExplained()
    {
        var first = Table(null, row => $"{row % 3},{Pixels(row)}");
        Refused(() => Load(first), "17 columns", "the 16 pixels", "ImageOptions.Labels whether it is first or last, or none");
        Assert.Equal([0, 1, 2, 0], Load(first, LabelColumn.First).Train.Labels![..4]);
        Assert.Equal([Side * Side], Load(first, LabelColumn.First).Shape);
        Assert.Equal([Side * Side + 1], Load(first, LabelColumn.None).Shape);

        var last = Table(null, row => $"{Pixels(row)},{row % 3}");
        Refused(() => Load(last), "17 columns");
        var read = Load(last, LabelColumn.Last);
        Assert.Equal(Of(Load(first, LabelColumn.First)), Of(read));
        Assert.Equal([0, 1, 2, 0], read.Train.Labels![..4]);
    }

    [Theory]
    [InlineData("class")]
    [InlineData("Label")]
    public void LabelsInWords_AreClasses_WhoseWordsAreKept(string name)
    {
        var data = Load(Table($"{name},{Header()}", row => $"{Word(row)},{Pixels(row)}"));

        Assert.Equal(["cat", "cow", "dog"], data.Provenance.Classes!);
        Assert.Equal([0, 2, 1, 0], data.Train.Labels![..4]);
    }

    [Fact]
    public void WordsBesideNumbers_NeedNoHeader_AndNumbersStayNumbers()
    {
        Assert.Equal([0, 2, 1], Load(Table(null, row => $"{Word(row)},{Pixels(row)}")).Train.Labels![..3]);
        Assert.Equal([0, 2, 1], Load(Table(null, row => $"{Pixels(row)},{Word(row)}")).Train.Labels![..3]);
        var numbers = Load(Table($"label,{Header()}", row => $"{(row % 2 == 0 ? "7" : "7.0")},{Pixels(row)}"));
        Assert.Null(numbers.Provenance.Classes);
        Assert.All(numbers.Train.Labels!, label => Assert.Equal(7, label));
        Assert.Equal(["false", "true"], Load(Table($"y,{Header()}", row => $"{(row % 3) switch { 0 => "TRUE", 1 => "true", _ => "False" }},{Pixels(row)}")).Provenance.Classes!);
        Refused(() => Load(Table($"label,{Header()}", row => $"{(row == 2 ? "" : "a")},{Pixels(row)}")), "line 4", "a label");
    }

    /// <summary>One pixel and its word are no header where the column of labels is said.</summary>
    [Theory]
    [InlineData("0.5,cat\n1,dog\n0,cat\n0.25,dog\n", LabelColumn.Last)]
    [InlineData("cat,0.5\ndog,1\ncat,0\ndog,0.25\n", LabelColumn.First)]
    [InlineData("p,class\n0.5,cat\n1,dog\n0,cat\n0.25,dog\n", LabelColumn.Last)]
    public void ARowOfOnePixelAndAWord_IsARow(string text, LabelColumn labels)
    {
        var data = ImageSource.Load(_folder.Write("one.csv", text), new ImageOptions { Shape = [1, 1], Labels = labels });
        Assert.Equal(4, data.Train.Count + data.Test.Count);
        Assert.Equal(["cat", "dog"], data.Provenance.Classes!);
    }

    [Fact]
    public void TheTrainingPart_NumbersTheWords()
    {
        _folder.Write("parts/train.csv", Table($"label,{Header()}", row => $"{Word(row)},{Pixels(row)}"));
        _folder.Write("parts/test.csv", Table($"label,{Header()}", row => $"{(row % 2 == 0 ? "dog" : "cow")},{Pixels(row)}"));
        Assert.Equal([2, 1], ImageSource.Load(_folder["parts"]).Test.Labels![..2]);

        _folder.Write("parts/test.csv", Table($"label,{Header()}", row => $"{(row == 5 ? "ox" : "dog")},{Pixels(row)}"));
        Refused(() => ImageSource.Load(_folder["parts"]), "test.csv, line 7", "cat, cow, dog", "'ox'");
    }

    [Fact]
    public void LabelsInAFileOfTheirOwn_MayBeWords()
    {
        _folder.Write("parts/train-images.npy", Npy("|u1", "(3, 2)", [1, 2, 3, 4, 5, 200]));
        _folder.Write("parts/test-images.npy", Npy("|u1", "(1, 2)", [1, 2]));
        _folder.Write("parts/train-labels.csv", "label\nred\nblue\nred\n");
        var data = ImageSource.Load(_folder["parts"]);

        Assert.Equal([1, 0, 1], data.Train.Labels!);
        Assert.Equal(["blue", "red"], data.Provenance.Classes!);
    }

    private static string Word(int row) => (row % 3) switch { 0 => "cat", 1 => "dog", _ => "cow" };

    private static string Header() => string.Join(',', Enumerable.Range(0, Side * Side).Select(i => $"p{i}"));

    // Neither end is one of few whole numbers.
    private static string Pixels(int row) => string.Join(',', Enumerable.Range(0, Side * Side).Select(i => (37 * row + 11 * i) % 256));

    private static string Table(string? header, Func<int, string> line) =>
        string.Concat((header is null ? [] : (string[])[header]).Concat(Enumerable.Range(0, Rows).Select(line)).Select(text => text + "\n"));

    private static byte[] Of(ImageData data) => [.. ((ByteImages)data.Train.Images).Pixels, .. ((ByteImages)data.Test.Images).Pixels];

    private ImageData Load(string text, LabelColumn? labels = null) => ImageSource.Load(_folder.Write("t.csv", text), new ImageOptions { Labels = labels });
}
