using System.Globalization;
using System.Text;
using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

/// <summary>Tables as spreadsheets, R, pandas and people write them.</summary>
public sealed class TableFormTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("x;y\r\n1;2\r\n3;4")]
    [InlineData("x\ty\r1\t2\r3\t4\r")]
    [InlineData("x|y\n1|2\n3|4\n")]
    [InlineData("x  y\n 1 2\n3\t 4\n")]
    [InlineData("sep=;\nx;y\n1;2\n3;4\n")]
    [InlineData("sep=\t\r\nx\ty\r\n1\t2\r\n3\t4\r\n")]
    [InlineData("\"sep=|\"\nx|y\n1|2\n3|4\n")]
    [InlineData("x,y,\n1,2,\n3,4,\n")]
    [InlineData("x,y\n1,2,\n3,4,\n")]
    [InlineData("x,y,\n1,2\n3,4\n")]
    [InlineData("\n\"x\", \"y\"\n\n1 , 2\n\n3,4\n\n")]
    [InlineData(",x,y\n0,1,2\n1,3,4\n")]
    [InlineData("Unnamed: 0,x,y\n7,1,2\n8,3,4\n")]
    [InlineData("\"x\" \"y\"\n\"1\" 1 2\n\"2\" 3 4\n")]
    [InlineData("x;y\nrow one;1;2\nrow two;3;4\n")]
    public void Separators_EndsOfRows_AndNamesOfRows_AreNoColumns(string text)
    {
        var table = Read(text);
        Assert.Equal(["x", "y"], table.Header);
        Assert.Equal(["1 2", "3 4"], table.Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void AStraySeparatorInTheHeader_IsNone() =>
        Assert.Equal(["length (cm; inch)", "b"], Read("length (cm; inch),b\n1.5,2\n2.5,3\n").Header);

    [Fact]
    public void QuotedFields_HoldSeparatorsQuotesAndLineBreaks_AndLinesAreCountedOn()
    {
        var table = Read("x,note\n1,\"a, \"\"b\"\"\nand c\"\n2,d\n3,e\n");
        Assert.Equal(["a, \"b\"\nand c", "d", "e"], table.Rows.Select(row => row[1]));
        Assert.Equal([2L, 4, 5], table.Lines);
        Assert.Contains("line 5: expected 2 columns like the lines before, found 3.",
            Refusal("x,note\n1,\"a\nb\"\n2,d\n3,e,f\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x;y\n0,5;1,25\n-2;3\n", "0.5 1.25", "-2 3")]
    [InlineData("x;y\n1.234,5;7\n0,25;1.000.000\n", "1234.5 7", "0.25 1000000")]
    [InlineData("x\ty\n1,5E+03\t7\n0,25\t8\n", "1.5E+03 7", "0.25 8")]
    [InlineData("x,y\n\"1,234.5\",7\n\"12,345,678\",8\n", "1234.5 7", "12345678 8")]
    [InlineData("x,y\n12.5%,7\n3 %,8\n", "12.5 7", "3 8")]
    [InlineData("x,y\n$1,7\n-$2.5,8\n", "1 7", "-2.5 8")]
    [InlineData("x;y\n1,5 €;7\n2 €;8\n", "1.5 7", "2 8")]
    [InlineData("x,y\n\u22121.5,7\n2,8\n", "-1.5 7", "2 8")]
    [InlineData("x;y\n1\u00A0234,5;7\n12\u202F345;8\n", "1234.5 7", "12345 8")]
    [InlineData("x,y\n1'234.5,7\n12’345,8\n", "1234.5 7", "12345 8")]
    public void Numbers_AreReadInTheirFormat(string text, string first, string second)
    {
        var table = Read(text);
        Assert.Equal([first, second], table.Rows.Select(row => string.Join(' ', row)));
        // A sign is a sign; all else is said.
        Assert.Equal(!text.Contains('\u2212', StringComparison.Ordinal), table.Notes.Count > 0);
    }

    [Theory]
    [InlineData("x,y\n\"1,234\",7\n\"2,500\",8\n", "line 2, column \"x\"", "'1,234'",
        "--numbers point (1,234.5) or --numbers comma (1.234,5)")]
    [InlineData("x;y\n1,5;2.5\n2,5;3.5\n", "numbers written in one way", "'2.5' on line 2 and '1,5' on line 2")]
    [InlineData("x,y\n5%,7\n6,8\n", "line 3, column \"x\"", "a number with %, as on line 2", "'6'")]
    public void NumbersThatMayBeTwo_AreRefused(string text, params string[] parts)
    {
        var refusal = Refusal(text);
        foreach (var part in parts) Assert.Contains(part, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsSaid_DecidesHowNumbersAreRead()
    {
        const string text = "x,y\n\"1,234\",7\n\"2,500\",8\n";
        Assert.Equal(["1234", "2500"], Read(text, new() { Numbers = NumberFormat.Point }).Rows.Select(row => row[0]));
        Assert.Equal(["1.234", "2.500"], Read(text, new() { Numbers = NumberFormat.Comma }).Rows.Select(row => row[0]));
        Assert.Contains("leave out TableOptions.Numbers", Refusal("x;y\n0,5;7\n1,5;8\n", new() { Numbers = NumberFormat.Point }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TestRows_AreReadAsTheTrainingRowsAre()
    {
        var train = Read("x;y\n1,5;7\n2,25;8\n");
        Assert.Equal(["1.234"], Read("x;y\n1,234;7\n", new() { Like = train }).Rows.Select(row => row[0]));
        Assert.Contains("a decimal comma, as in the training rows", Refusal("x;y\n1.5;7\n", new() { Like = train }),
            StringComparison.Ordinal);
        var percent = Read("x,y\n5%,7\n6%,8\n");
        Assert.Contains("column \"x\": expected numbers with %, as in the training rows, found numbers without a unit",
            Refusal("x,y\n0.05,7\n", new() { Like = percent }), StringComparison.Ordinal);
        var numbered = Read("0,1,2\n1.5,2.5,3.5\n2.5,1.5,3\n", new() { Header = true });
        Assert.Single(Read("0,1,2\n1.5,2.5,3.5\n", new() { Like = numbered }).Rows);
        Assert.Equal(2, Read("0,1,2\n1.5,2.5,3.5\n", new() { Like = Read("1.5,2.5,3\n", new() { Header = false }) })
            .Rows.Count);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    [InlineData("windows-1252")]
    [InlineData("ibm850")]
    public void Words_AreTheSameInEveryEncoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var path = folder.Write("words.csv", encoding.GetBytes("taille,thé\n1,café\n2,cafè\n3,süß\n"));
        var table = TableReader.Read(path, new TableOptions { Encoding = encoding });
        Assert.Equal(["taille", "thé"], table.Header);
        Assert.Equal(["café", "cafè", "süß"], table.Rows.Select(row => row[1]));
        var marked =
            folder.Write("marked.csv",
            [.. encoding.GetPreamble(), .. encoding.GetBytes("taille,thé\n1,café\n2,cafè\n")]);
        if (encoding.GetPreamble().Length > 0) Assert.Equal(["café", "cafè"], TableReader.Read(marked)
            .Rows.Select(row => row[1]));
        else if (name != "utf-8") Samples.Refused(() => TableReader.Read(path), "words.csv, line 1", "UTF-8",
            "--encoding");
    }

    [Fact]
    public void WhatIsNoText_NamesItsLine()
    {
        Samples.Refused(() => TableReader.Read(folder.Write("a.csv", [.. "x,y\n1,2\n1,caf"u8, 0xE9, .. "\n"u8])),
            "a.csv, line 3", "found byte E9", "latin1");
        Samples.Refused(() => TableReader.Read(folder.Write("b.csv", Encoding.Unicode.GetBytes("x,y\n1,2\n"))),
            "character of code 0", "utf-16");
    }

    [Theory]
    [InlineData("0,1,2\n0.5,1.5,1\n2.5,3.5,0\n1.5,0.5,1\n", true)]
    [InlineData("1990,1991,1992\n0.5,1.5,1\n2.5,3.5,0\n1.5,0.5,1\n", true)]
    [InlineData("1,2,3\n4,5,6\n7,8,9\n", false)]
    [InlineData("1,2\n2,4.5\n3,6.5\n", false)]
    [InlineData("3,1,2\n0.5,1.5,1\n2.5,3.5,0\n", false)]
    [InlineData("colour,kind\nred,a\nblue,b\nred,b\nblue,a\n", true)]
    [InlineData("red,a\nred,a\nblue,b\nred,b\n", false)]
    [InlineData("colour,when\nred,NA\nred,3\nblue,4\n", true)]
    public void AHeader_IsRecognised(string text, bool isHeader)
    {
        var table = Read(text);
        Assert.Equal(isHeader, table.HasHeader);
        Assert.Equal(text.Split('\n').Length - (isHeader ? 2 : 1), table.Rows.Count);
    }

    [Theory]
    [InlineData("0,1,2\n1,0,1\n0,1,1\n1,1,0\n")]
    [InlineData("colour,kind\nred,a\nblue,b\n")]
    public void ALineThatMayBeEither_IsAskedFor(string text)
    {
        Assert.Contains("may name the columns or be a row; say TableOptions.Header = true or TableOptions.Header = false.", Refusal(text),
            StringComparison.Ordinal);
        Assert.Equal(text.Split('\n').Length - 2, Read(text, new() { Header = true }).Rows.Count);
        Assert.Equal(text.Split('\n').Length - 1, Read(text, new() { Header = false }).Rows.Count);
    }

    [Fact]
    public void Columns_AreLeftOutByNameOrPlace()
    {
        var table = Read("id,x,y,z\n7,1,2,3\n8,4,5,6\n", new() { Without = ["id", "4"] });
        Assert.Equal(["x", "y"], table.Header);
        Assert.Equal(["1 2", "4 5"], table.Rows.Select(row => string.Join(' ', row)));
        Assert.Contains("expected a column named \"w\"", Refusal("x,y\n1,2\n", new() { Without = ["w"] }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0,0,1.0,1", "0,1")]
    [InlineData("True,TRUE,false,False", "false,true")]
    [InlineData("Yes,YES,no,No", "no,yes")]
    [InlineData("1e0,1,02,2.0", "1,2")]
    [InlineData("A,a,B,b", "A,B,a,b")]
    [InlineData("2.0,2,more,more", "2,more")]
    public void Classes_AreOneByValue(string cells, string classes)
    {
        var train = Read("x,k\n" + string.Join('\n', cells.Split(',').Select((cell, i) => $"{i}.5,{cell}")));
        var encoding = TableEncoding.Fit(train, "k", classes: true);
        Assert.Equal(classes.Split(',').Length, encoding.Classes.Count);
        using var rows = encoding.Apply(train);
        var expected = classes.Split(',');
        Assert.Equal(cells.Split(',').Select(cell => Array.FindIndex(expected, known => IsSame(known, cell))),
            rows.Labels!.data<long>().ToArray().Select(label => (int)label));

        static bool IsSame(string a, string b) => a == b
            || (double.TryParse(a, CultureInfo.InvariantCulture, out var x)
                && double.TryParse(b, CultureInfo.InvariantCulture, out var y) ? x == y : a.Length > 1
                && a.Equals(b, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e-300)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void AColumn_IsStandardizedInAnyUnit(double unit)
    {
        var encoding =
            TableEncoding.Fit(
            Read(string.Create(CultureInfo.InvariantCulture, $"x,y\n{1 * unit},1.5\n{2 * unit},2.5\n{4 * unit},2\n")),
            "y");
        using var rows =
            encoding.Apply(Read(string.Create(CultureInfo.InvariantCulture, $"x,y\n{1 * unit},1.5\n{4 * unit},2.5\n")));
        var (mean, scale) = (7.0 / 3, Math.Sqrt(14.0 / 9));
        Assert.Equal((1 - mean) / scale, rows.Inputs[0, 0].item<double>(), 1e-12);
        Assert.Equal((4 - mean) / scale, rows.Inputs[1, 0].item<double>(), 1e-12);
    }

    [Theory]
    [InlineData("2024-01-{0:00}")]
    [InlineData("{0} kg")]
    [InlineData("person {0}")]
    public void WordsThatNoRowsShare_AreRefused(string form)
    {
        var table =
            Read("x,when,y\n" + string.Join('\n', Enumerable.Range(0, 30)
            .Select(i => $"{i}.5,{string.Format(CultureInfo.InvariantCulture, form, i)},{i % 2}")));
        var refusal = Assert.Throws<DataException>(() => TableEncoding.Fit(table, "y")).Message;
        Assert.Contains("column \"when\": expected words that rows share, found 30 different ones in 30 rows", refusal,
            StringComparison.Ordinal);
        Assert.EndsWith("or leave the column out with TableOptions.Without when.", refusal, StringComparison.Ordinal);
    }

    private Table Read(string text, TableOptions? options = null) =>
        TableReader.Read(folder.Write("t.csv", text), options ?? new TableOptions());

    private string Refusal(string text, TableOptions? options = null) =>
        Assert.Throws<DataException>(() => Read(text, options)).Message;
}
