using System.Globalization;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode, on a table of columns that follow from one another.</summary>
[Trait("Speed", "Slow")]
public sealed class MissingValuesExampleTests
{
    [Fact]
    public async Task Example_FillsInARow_OfTheTable()
    {
        using var folder = new TempFolder();
        var random = new Random(1);
        Directory.CreateDirectory(folder["toy"]);
        File.WriteAllLines(folder["toy/data.txt"], Enumerable.Range(0, 200).Select(_ =>
        {
            var x = random.NextDouble();
            return string.Create(CultureInfo.InvariantCulture, $"{x:F4}\t{(2 * x) + (0.1 * random.NextDouble()):F4} {-x + (0.1 * random.NextDouble()):F4}");
        }));
        var lines = await ExampleProgram.Run("MissingValues", folder.Path, "--sets", "toy", "--smoke");
        var cells = lines.Split('\n').Single(line => line.StartsWith("| toy", StringComparison.Ordinal)).Split('|').Select(cell => cell.Trim()).ToArray();
        double Number(int cell) => double.Parse(cells[cell].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Equal("200, 3", cells[2]);
        // Of what is removed, a third of the rows have both others gone and cannot be known better than by the mean.
        Assert.InRange(Number(3), 0.9, 1.1);
        Assert.InRange(Number(4), 0.3, 0.9 * Number(3));
        Assert.InRange(Number(5), 0.3, 1.1);
        Assert.InRange(Number(6), 0.5, 1);
    }
}
