using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The examples of Bayesian classifiers, a few steps of each: all ends in the table, and the same command again trains nothing anew.</summary>
public sealed class BayesianClassifiersTests
{
    [Fact, Trait("Speed", "Slow")]
    public async Task Smoke_FillsTheTable_AndGoesOnWhereItWas()
    {
        using var folder = new TempFolder();
        var data = Path.GetDirectoryName(Write(folder, "train", 300))!;
        Write(folder, "t10k", 40);
        var first = await Run(folder, data);
        Assert.Contains("LeNet-5: epoch 1 of 1", first, StringComparison.Ordinal);
        var table = File.ReadAllText(folder["runs/table.md"]);
        foreach (var network in new[] { "LeNet-300-100", "LeNet-5" })
        {
            Assert.Matches($@"\| {network}, dense \| 1 \| \d+\.\d\d ?% \| +\| 1× \|", table);
            Assert.Matches($@"\| {network} \| 1 \| \d+\.\d\d ?% \| \d+\.\d\d ?% \| \d+× \| (conv|fc)1 ", table);
        }
        var again = await Run(folder, data);
        Assert.DoesNotContain("epoch 1 of 1", again, StringComparison.Ordinal);
        Assert.Equal(table, File.ReadAllText(folder["runs/table.md"]));
    }

    [Fact, Trait("Speed", "Slow")]
    public async Task LocalReparameterization_MeasuresFourWays()
    {
        using var folder = new TempFolder();
        var output = await Run(folder, Path.GetDirectoryName(Write(folder, "train", 100))!, "LocalReparameterization");
        foreach (var way in new[] { "local reparameterization", "a sample for every row", "Flipout", "one sample for all rows" })
            Assert.Matches($@"\| {way} \| \d\.\d\de[+-]\d+ \| \d+\.\d \|", output);
        Assert.True(File.Exists(folder["runs/table.md"]));
    }

    private static Task<string> Run(TempFolder folder, string data, string example = "SparseLeNet") => ExampleProgram.Run(example, "--smoke", "--data", data, "--out", folder["runs"]);

    private static string Write(TempFolder folder, string part, int rows)
    {
        const int side = 16;
        var random = new Random(rows);
        folder.Write($"digits/{part}-labels-idx1-ubyte", Samples.Idx(8, [rows], [.. Enumerable.Range(0, rows).Select(i => (byte)(i % 10))]));
        return folder.Write($"digits/{part}-images-idx3-ubyte", Samples.Idx(8, [rows, side, side], [.. Enumerable.Range(0, rows * side * side).Select(_ => (byte)random.Next(256))]));
    }
}
