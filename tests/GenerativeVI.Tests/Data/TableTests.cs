using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Data;

public sealed class TableTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_AreStandardizedByTheTrainingRows_AndWordsBecomeOneInputEach()
    {
        var train = TableReader.Read(Write("train.csv", "size,colour,same,price\n1,red,7,10\n3,\"blue, dark\",7,30\n\n5,red,7,20.5\n"));
        var encoding = TableEncoding.Fit(train, "price");
        Assert.False(encoding.PredictsClasses);
        Assert.Equal(["size", "colour=blue, dark", "colour=red"], encoding.Inputs);
        using var rows = encoding.Apply(train);
        var scale = Math.Sqrt(8.0 / 3);
        Close.AssertAll(tensor(new[,] { { -2 / scale, 0, 1 }, { 0, 1, 0 }, { 2 / scale, 0, 1 } }), rows.Inputs, 1e-14);
        Assert.Equal(0, rows.Targets!.mean().item<double>(), 1e-14);
        Assert.Equal(1, rows.Targets!.square().mean().item<double>(), 1e-14);
        // Another order of columns, and moments of the training rows.
        using var test = encoding.Apply(TableReader.Read(Write("test.csv", "price,colour,size,same\n20,red,4,9\n")));
        Close.AssertAll(tensor(new[,] { { 1 / scale, 0, 1 } }), test.Inputs, 1e-14);
        Close.AssertAll(tensor((20 - encoding.TargetMean) / encoding.TargetScale), test.Targets!, 1e-14);
    }

    [Fact]
    public void Targets_AreClassesByTheirLooks_OrByOrder()
    {
        var table = TableReader.Read(Write("a.csv", "x y\n1 0\n2 1\n4 1\n"));
        var encoding = TableEncoding.Fit(table, "y");
        Assert.Equal(["0", "1"], encoding.Classes);
        using var rows = encoding.Apply(table);
        Assert.Equal([0, 1, 1], rows.Labels!.data<long>().ToArray());
        Assert.False(TableEncoding.Fit(table, "y", classes: false).PredictsClasses);
        Assert.True(TableEncoding.Fit(TableReader.Read(Write("b.csv", "x,y\n1,cat\n2,dog\n")), "2").PredictsClasses);
    }

    [Fact]
    public void WithoutAHeader_ColumnsHaveNumbers()
    {
        var table = TableReader.Read(Write("plain.txt", " 1.0  2.0\t3e1\n 4 5 6\n"));
        Assert.Equal(["c1", "c2", "c3"], table.Header);
        Assert.Equal(2, table.Rows.Count);
        Assert.Equal(2, table.Column("3"));
    }

    [Theory]
    [InlineData("x,y\n1,2\n,3\n", "line 3, column \"x\": expected a value, found none; fill it in or leave the row out.")]
    [InlineData("x,y\n1,2\n2,NA\n", "line 3, column \"y\": expected a value, found 'NA'; fill it in or leave the row out.")]
    [InlineData("x,y\n1,2\n3\n", "line 3: expected 2 columns like the lines before, found 1.")]
    [InlineData("x,y\n\"1,2\n", "line 2: expected a closing quote, found the end of the file; close it, or double a quote that is meant.")]
    [InlineData("x,x\n1,2\n", "expected columns of different names, found \"x\" more than once.")]
    [InlineData("x,y\n1,2\n2,-inf\n", "line 3, column \"y\": expected a finite number, found '-inf'; correct it or leave the row out.")]
    [InlineData("x,y\n1,2\n", "expected at least two training rows, found 1; give it more rows, or less to the test part.")]
    [InlineData("x,y\n1,2.5\n2,2.5\n", "column \"y\": expected targets that differ, found 2.5 in every training row; name another target.")]
    [InlineData("x,y\n1.7e308,2.5\n-1.7e308,3.5\n-1.7e308,4.5\n-1.7e308,5.5\n", "column \"x\": expected numbers whose differences are finite, found 1.7E+308; give it another unit.")]
    [InlineData("x,y\n1,2\n1,3\n", "expected a column beside \"y\" that is not the same in every row, found none.")]
    public void Mistakes_AreNamedByRowAndColumn(string content, string sentence)
    {
        var path = Write("bad.csv", content);
        Assert.EndsWith(sentence, Assert.Throws<DataException>(() => TableEncoding.Fit(TableReader.Read(path), "y")).Message);
    }

    /// <summary>Eleven numbers and one slip of the pen are no column of words; numbers of doors with "5 or more" are one.</summary>
    [Fact]
    public void AStrayWordAmongNumbers_IsRefused_AndCodesAreNot()
    {
        var numbers = Enumerable.Range(0, 12).Select(i => i == 7 ? "o.5,1" : $"{i}.5,{i % 2}");
        var path = Write("stray.csv", "x,y\n" + string.Join('\n', numbers));
        Assert.EndsWith("line 9, column \"x\": expected a number, as in most other rows, found 'o.5'; correct it or leave the row out.", Assert.Throws<DataException>(() => TableEncoding.Fit(TableReader.Read(path), "y")).Message);
        var doors = Write("doors.csv", "doors,y\n" + string.Join('\n', Enumerable.Range(0, 12).Select(i => $"{(i % 4 == 3 ? "5more" : $"{2 + i % 4}")},{i % 2}")));
        Assert.Equal(["doors=2", "doors=3", "doors=4", "doors=5more"], TableEncoding.Fit(TableReader.Read(doors), "y").Inputs);
    }

    [Fact]
    public void HeaderOfWords_IsToldByTheColumnThatIsAskedFor_AndAMissingValueIsNone()
    {
        var words = Write("words.csv", "colour,kind\nred,a\nblue,b\n");
        var table = TableReader.Read(words, named: "kind");
        Assert.Equal(["colour", "kind"], table.Header);
        Assert.Equal(2, table.Rows.Count);
        Assert.Equal(["c1", "c2"], TableReader.Read(Write("first.csv", "?,1.5\n3,2.5\n")).Header);
    }

    [Fact]
    public void UnknownWordsAndColumns_AreNamed()
    {
        var encoding = TableEncoding.Fit(TableReader.Read(Write("train.csv", "c,y\na,1.5\nb,2.5\n")), "y");
        Assert.EndsWith("line 2, column \"c\": expected one of a, b, which the training rows have, found 'z'; leave the row out, or put rows like it among the training rows.", Refusal("c,y\nz,1\n"));
        Assert.EndsWith("expected a column named \"c\", found q, y; give it the columns and the header of the training rows.", Refusal("q,y\nz,1\n"));

        string Refusal(string content) => Assert.Throws<DataException>(() => encoding.Apply(TableReader.Read(Write("test.csv", content)))).Message;
    }

    [Fact]
    public void Splits_AreTheSameForASeed_AndPublishedOnesAreRead()
    {
        var table = TableReader.Read(Write("t.csv", "x\n" + string.Join('\n', Enumerable.Range(0, 50))));
        var (train, test) = table.Split(0.2, new RandomStream(3));
        Assert.Equal((40, 10), (train.Rows.Count, test.Rows.Count));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}").Order(), train.Rows.Concat(test.Rows).Select(row => row[0]).Order());
        Assert.Equal(test.Rows, table.Split(0.2, new RandomStream(3)).Test.Rows);
        Assert.Equal([3, 20, 0], TableReader.ReadIndex(Write("i.txt", "3.000e+00\n20\n0\n")));
        Assert.Equal(["3", "20", "0"], table.Take([3, 20, 0]).Rows.Select(row => row[0]));
        Assert.EndsWith("expected row numbers from 0 to 49, found 50.", Assert.Throws<DataException>(() => table.Take([50])).Message);
    }

    private string Write(string name, string content) => folder.Write(name, Encoding.UTF8.GetBytes(content));
}
