using System.Globalization;
using System.Text;
using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Cli;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Tables;

/// <summary>Tables that are odd and no mistake, or that nothing can be learned from: fitted, or refused by name.</summary>
public sealed class OddTableTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Random random = new(4);
    private int tables;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("rvm")]
    [InlineData("bnn")]
    public void OneClass_IsRefused(string method) =>
        Fit(method, Table("a,b,t", 30, _ => $"{Number()},{Number()},ill"))
            .AssertRefused(CommandLine.Failed, "column \"t\"", "ill in every training row", "another class");

    [Theory]
    [InlineData("rvm")]
    [InlineData("bnn")]
    public void TargetsThatDoNotDiffer_AreRefused(string method) =>
        Fit(method, Table("a,b,t", 30, _ => $"{Number()},{Number()},1.25"))
            .AssertRefused(CommandLine.Failed, "column \"t\"", "1.25 in every training row", "name another target");

    [Theory]
    [InlineData("rvm", "3", true)]
    [InlineData("bnn", "red", true)]
    [InlineData("rvm", "3", false)]
    public void ColumnsThatAreTheSameInEveryRow_ChangeNothing(string method, string constant, bool hasOther)
    {
        var with = Table("k,a,t", 40, row => $"{constant},{(hasOther ? Shade(row) : constant)},{row % 2}");
        if (!hasOther)
        {
            Fit(method, with).AssertRefused(CommandLine.Failed, "a column beside \"t\"", "not the same in every row");
            return;
        }
        var without = Table("a,t", 40, row => $"{Shade(row)},{row % 2}");
        Assert.Equal(Fit(method, without, "--json").Output, Fit(method, with, "--json").Output);
    }

    [Theory]
    [InlineData("rvm", "0", "1", "1")]
    [InlineData("rvm", "0.5", "1.37", "2.74")]
    [InlineData("bnn", "0", "1", "1")]
    [InlineData("bnn", "0.5", "1.37", "2.74")]
    public void RowsThatAreThereAgainAndAgain_AreLearned(string method, params string[] targets)
    {
        var words = Fit(method, Table("a,b,t", 120, row => $"{row % 3},{row % 3},{targets[row % 3]}"), "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        Assert.Equal(JsonValueKind.Number, result.GetProperty("nll").ValueKind);
        var name = targets[0] == "0" ? "error" : "rmse";
        Assert.InRange(result.GetProperty(name).GetDouble(), 0, 0.2);
    }

    [Fact]
    public void HundredsOfColumns_AreFitted_AndALineNamesOnlyTheFirst()
    {
        var header = string.Join(',', Enumerable.Range(0, 500).Select(column => $"v{column}"));
        string Row(int row) => $"{row % 2 + Number() / 10},"
            + string.Join(',', Enumerable.Range(1, 499).Select(_ => Number()));
        var table = Table($"{header},t", 100, row => $"{Row(row)},{row % 2}");
        foreach (var options in (string[][])[["rvm", "--kernel", "none"], ["bnn"], ["rvm", "--width", "20"]])
        {
            var words = Fit(options[0], table, options[1..]);
            Assert.Equal(CommandLine.Done, words.Code);
            Assert.All(words.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 600));
        }
        Assert.Contains("more (--json lists them)", Fit("rvm", table, "--kernel", "none").Output);
        var columns = JsonDocument.Parse(Fit("rvm", table, "--kernel", "none", "--json").Output).RootElement
            .GetProperty("columns").GetArrayLength();
        Assert.Equal(500, columns);
    }

    /// <summary>Rows are judged in blocks: all draws at all rows in wide layers would be gigabytes.</summary>
    [Theory]
    [InlineData("sick", "well")]
    [InlineData("0.5", "2.25")]
    public void ManyRowsAndDraws_TakeLittleMemory(string low, string high)
    {
        Assert.SkipUnless(File.Exists("/proc/self/clear_refs"), "the system does not tell a process its peak.");
        const long most = 1L << 30;
        var path = Table("a,t", 2000, row => $"{Shade(row)},{(row % 2 == 0 ? low : high)}");
        var whole = GenerativeVI.Data.TableReader.Read(path, named: "t");
        var settings = new TableSettings
        {
            Method = TableMethod.Bnn, Hidden = [1000], Epochs = 1, Batch = 500, Samples = 200, LearningRate = 0.01,
        };
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Kilobytes("VmRSS");
        var result = TableFit.Run(whole.Take([.. Enumerable.Range(0, 1000)]),
            whole.Take([.. Enumerable.Range(1000, 1000)]), "t", settings);
        Assert.InRange((Kilobytes("VmHWM") - before) << 10, 0, most);
        Assert.Equal(1000, result.Classification?.Count ?? result.Regression!.Count);
        if (result.Classification is { } classes) Assert.InRange(classes.Error, 0, 0.05);
        else Assert.InRange(result.Regression!.RootMeanSquare, 0, 2);

        static long Kilobytes(string name) => long.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string Shade(int row) =>
        (row % 2 == 0 ? row % 7 / 10.0 : 2 + row % 5 / 10.0).ToString(CultureInfo.InvariantCulture);

    private static Words Fit(string method, string table, params string[] options)
    {
        string[] network = method == "bnn" ? ["--epochs", "60", "--samples", "20"] : [];
        return Words.Of(["fit", method, "--table", table, "--target", "t", .. network, .. options]);
    }

    private double Number() => Math.Round(random.NextDouble(), 4);

    private string Table(string header, int rows, Func<int, string> row) => folder.Write($"t{tables++}.csv",
        Encoding.UTF8.GetBytes($"{header}\n{string.Join('\n', Enumerable.Range(0, rows).Select(row))}\n"));
}
