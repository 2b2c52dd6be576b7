using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The comparisons of methods, a few steps of each: every method ends in the table, and the same command again trains nothing anew.</summary>
public sealed class MnistComparisonTests
{
    [Theory, Trait("Speed", "Slow")]
    [InlineData("StaticMnist", "VAE|IWAE, K = 5|DReG, K = 5|planar flows|IAF|Sylvester flows|VampPrior|two levels|IWAE, K = 50")]
    [InlineData("SemiImplicitMnist", "VAE|VAE, KL in closed form|IWAE, K = 5, DReG|HVM|SIVI, K = 50|IWHVI, K = 10|DSIVI-prior, K = 1000|DSIVI-agg, K = 2000|VampPrior, K = 500|AVB, adaptive contrast|AR-DAE")]
    public async Task Smoke_FillsTheTable_AndGoesOnWhereItWas(string example, string methods)
    {
        using var folder = new TempFolder();
        var data = folder.Write("bits/train-images-idx3-ubyte", Bits(300, seed: 1));
        folder.Write("bits/t10k-images-idx3-ubyte", Bits(40, seed: 2));
        string[] words = ["--smoke", "--data", Path.GetDirectoryName(data)!, "--out", folder["runs"]];
        var first = await ExampleProgram.Run(example, words);
        Assert.Contains("VAE: epoch 1 of 1", first, StringComparison.Ordinal);
        var table = File.ReadAllText(folder["runs/table.md"]);
        foreach (var method in methods.Split('|')) Assert.Matches($@"\| {method} \| -\d+\.\d\d ± \d+\.\d\d \|", table);

        var again = await ExampleProgram.Run(example, words);
        Assert.DoesNotContain("epoch 1 of 1", again, StringComparison.Ordinal);
        Assert.Equal(table, File.ReadAllText(folder["runs/table.md"]));
    }

    private static byte[] Bits(int count, int seed)
    {
        const int side = 10;
        var random = new Random(seed);
        return Samples.Idx(8, [count, side, side], [.. Enumerable.Range(0, count * side * side).Select(_ => (byte)(random.Next(4) == 0 ? 255 : 0))]);
    }
}
