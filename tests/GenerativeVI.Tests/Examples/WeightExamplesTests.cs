using System.Globalization;
using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The examples of posteriors over weights, a few steps of each.</summary>
public sealed class WeightExamplesTests
{
    private static readonly string[] Sets = ["yacht", "bostonHousing", "energy", "concrete", "wine-quality-red"];
    private static readonly int[] Columns = [7, 14, 9, 9, 12];

    [Fact]
    public async Task Pictures_AreDrawn()
    {
        using var folder = new TempFolder();
        var words = await ExampleProgram.Run("BayesianNetworks", "--smoke", "--out", folder["pictures"]);
        Assert.All(new[] { "mean field", "full covariance", "two moons" }, title => Assert.Contains(title, words, StringComparison.Ordinal));
        Assert.All(new[] { "regression.png", "regression-mean-field.png", "moons.png" }, name => Assert.True(ImageFile.Read(folder[$"pictures/{name}"]).Width >= 120));
        Assert.Contains("<circle", await File.ReadAllTextAsync(folder["pictures/reliability.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact, Trait("Speed", "Slow")]
    public async Task Regressions_FillTheTable_AndGoOnWhereTheyWere()
    {
        using var folder = new TempFolder();
        foreach (var (set, columns) in Sets.Zip(Columns)) Write(folder, set, columns);
        var first = await ExampleProgram.Run("UciRegression", folder["data"], "--smoke", "--out", folder["runs"]);
        Assert.Contains("wine-quality-red, split 0, KIVI: RMSE", first, StringComparison.Ordinal);
        var table = File.ReadAllText(folder["runs/table.md"]);
        foreach (var method in new[] { "linear regression", "relevance vectors", "normal layers, LRT", "full covariance", "HVM", "SIVI", "KIVI" })
            Assert.Matches($@"\| {method} (\| \d+(\.\d+)? ){{5}}\|", table);
        File.Delete(folder["runs/energy/SIVI-20-0.json"]);
        var again = await ExampleProgram.Run("UciRegression", folder["data"], "--smoke", "--out", folder["runs"]);
        Assert.Equal(1, again.Split("RMSE").Count(part => part.Contains("split 0", StringComparison.Ordinal)));
    }

    private static void Write(TempFolder folder, string set, int columns)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble().ToString(CultureInfo.InvariantCulture)));
        folder.Write($"data/{set}/data.txt", Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join(' ', row)))));
        folder.Write($"data/{set}/index_train_0.txt", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 30))));
        folder.Write($"data/{set}/index_test_0.txt", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(30, 10))));
    }
}
