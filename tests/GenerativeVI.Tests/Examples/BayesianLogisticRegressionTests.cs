using System.Globalization;
using System.IO.Compression;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The comparison of posteriors, a few steps of each on a small table: every one ends in the table and in the figure, and the same command again fits nothing anew.</summary>
public sealed class BayesianLogisticRegressionTests
{
    [Fact]
    public async Task Smoke_FillsTheTable_AndGoesOnWhereItWas()
    {
        using var folder = new TempFolder();
        var random = new Random(1);
        string Row() => string.Join(',', Enumerable.Range(0, 3).Select(i => i == 0 ? "1.0" : (random.NextDouble() * 2 - 1).ToString(CultureInfo.InvariantCulture)));
        foreach (var (part, rows) in new[] { ("train", 60), ("test", 30) })
        {
            Write(folder, $"X_{part}", Enumerable.Range(0, rows).Select(_ => Row()));
            Write(folder, $"y_{part}", Enumerable.Range(0, rows).Select(_ => random.Next(2).ToString(CultureInfo.InvariantCulture)));
        }
        Write(folder, "BetaMCMC", Enumerable.Range(0, 3).Select(_ => string.Join(',', Enumerable.Range(0, 50).Select(_ => random.NextDouble().ToString(CultureInfo.InvariantCulture)))));

        string[] words = ["--smoke", "--data", folder["data"], "--out", folder["fits"]];
        var first = await ExampleProgram.Run("BayesianLogisticRegression", words);
        Assert.Contains("SIVI: log p(y|X) >= ", first, StringComparison.Ordinal);
        var table = File.ReadAllText(folder["fits/table.md"]);
        string[] bounded = ["mean field", "full covariance", "RealNVP", "SIVI", "IWHVI", "UIVI"];
        Assert.All(bounded, name => Assert.Matches($@"\| {name} \|( \d\.\d{{4}} / \d\.\d{{4}} \|){{3}} >= -\d+\.\d+ ± \d+\.\d+ \(lower bound\) \| -\d\.\d+ \|", table));
        Assert.Matches(@"\| AR-DAE \|.*\| none \|", table);
        Assert.Equal(2 * 220 + 8, ImageFile.Read(folder["fits/posteriors.png"]).Height);

        Assert.DoesNotContain("SIVI: log p(y|X) >= ", await ExampleProgram.Run("BayesianLogisticRegression", words), StringComparison.Ordinal);
        Assert.Equal(table, File.ReadAllText(folder["fits/table.md"]));
    }

    private static void Write(TempFolder folder, string name, IEnumerable<string> lines)
    {
        using var bytes = new MemoryStream();
        using (var packed = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest)))
            foreach (var line in lines) packed.WriteLine(line);
        folder.Write($"data/sivi_blr/csv/waveform_{name}.csv.gz", bytes.ToArray());
    }
}
