using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class CsvReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("1;2;3\r\n4;5;6")]
    [InlineData("1\t2\t3\n\n4\t5\t6\n\n")]
    [InlineData(" 1  2 3 \n4 5 6\n")]
    [InlineData("\"1\", \"2\" ,3\n4e0,5.0,+6\n")]
    public void Read_FindsTheSeparator(string text)
    {
        var table = Read(text);

        Assert.Null(table.Header);
        Assert.Equal([2, 3], table.Values.Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], table.Values.Values<float>().ToArray());
    }

    [Fact]
    public void Read_KnowsAHeader_AndGzip()
    {
        var table = CsvReader.Read(_folder.Write("a.csv.gz", Gzip("label,\"a b\"\n7,0.5\n"u8.ToArray())));

        Assert.Equal(["label", "a b"], table.Header!);
        Assert.Equal([7f, 0.5f], table.Values.Values<float>().ToArray());
    }

    [Theory]
    [InlineData("1,2,3,\n4,5,6,\n")]
    [InlineData("a,b,c\n1,2,3,\n4,5,6,\n")]
    [InlineData("1;2;3;\n4;5;6\n")]
    [InlineData("1,0;2,0;3\n4;5;6,0\n")]
    [InlineData("sep=;\n1,0;2;3\n4;5;6\n")]
    [InlineData("sep=|\r\n1|2|3|\r\n4|\"5\"|6|\r\n")]
    [InlineData("\"a,b\",\"c \"\"d\"\"\",e\n1,2,3\n4,5,6\n")]
    [InlineData("\"1,0\";\"2\";3\n4;5;\"6,0\"\n")]
    public void SeparatorsAtTheEndAndDecimalCommas_AreRead(string text) =>
        Assert.Equal([1f, 2, 3, 4, 5, 6], Read(text).Values.Values<float>().ToArray());

    [Fact]
    public void DecimalCommasAndPointsTogether_AndOtherTextThanUtf8_AreRefused()
    {
        Refused(() => Read("1,5;2\n1.5;2\n"), "line 2, column 1", "both (1.5 and 1,5)");
        Refused(() => CsvReader.Read(_folder.Write("l.csv", [(byte)'a', 0xE9, .. ",b\n1,2"u8])), "line 1", "UTF-8", "save it as UTF-8");
    }

    [Fact]
    public void Read_NamesTheLineAndColumnThatDoesNotFit()
    {
        Refused(() => Read("1,2\n3,x\n"), "line 2, column 2", "a number", "'x'");
        Refused(() => Read("1,2\n3,\n"), "line 2, column 2", "''");
        Refused(() => Read("1,2\n3,NaN\n"), "line 2, column 2");
        Refused(() => Read("a,b\n1,2\n\n3\n"), "line 4", "expected 2 columns", "found 1");
        Refused(() => Read("1,2\n1,2,3\n"), "line 2", "expected 2 columns", "found 3");
        Refused(() => Read("a;b\n1;1.000,5\n"), "line 2, column 2", "'1.000,5'");
        Refused(() => Read(""), "at least one row");
        Refused(() => Read("a,b\n"), "at least one row");
        Refused(() => CsvReader.Read(_folder.Write("cut.csv.gz", Gzip("1,2\n3,4\n"u8.ToArray())[..^9])), "intact gzip");
    }

    [Fact]
    public void AByteOrderMark_SaysTheEncoding() => Assert.Equal(["größe", "b"], CsvReader.Read(_folder.Write(
        "u.csv", [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("größe;b\n1;2\n")])).Header!);

    private CsvTable Read(string text) => CsvReader.Read(_folder.Write("a.csv", text));
}
