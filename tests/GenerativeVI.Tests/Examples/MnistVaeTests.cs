using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The lines of the README are those of the example, and the example holds what it claims.</summary>
public sealed class MnistVaeTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Readme_ShowsTheLinesOfTheExample()
    {
        var source = File.ReadAllText(Path.Combine(Root, "examples", "MnistVae", "Program.cs"));
        var lines = source.Split("// README: begin\n")[1].Split("// README: end")[0].Trim();
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.Equal(lines, readme.Split("```csharp\n")[1].Split("```")[0].Trim());
    }

    [Fact]
    public async Task Example_RunsToItsClaims()
    {
        using var folder = new TempFolder();
        var data = folder.Write("bars/train-images-idx3-ubyte", Bars(2000, seed: 1));
        folder.Write("bars/t10k-images-idx3-ubyte", Bars(200, seed: 2));
        Assert.Contains("lower bound", await ExampleProgram.RunIn(folder.Path, "MnistVae", Path.GetDirectoryName(data)!), StringComparison.Ordinal);
        Assert.True(new FileInfo(folder["samples.png"]).Length > 500);
    }

    // Two bright bars at independent places, one lying and one standing: far from independent pixels, and quickly learned.
    private static byte[] Bars(int count, int seed)
    {
        const int side = 10;
        var random = new Random(seed);
        var pixels = new byte[count * side * side];
        for (var n = 0; n < count; n++)
        {
            var (row, column) = (random.Next(side), random.Next(side));
            for (var i = 0; i < side; i++) pixels[(n * side + row) * side + i] = pixels[(n * side + i) * side + column] = 230;
        }
        return Samples.Idx(8, [count, side, side], pixels);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GenerativeVI.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the tests run inside the repository.");
        return folder.FullName;
    }
}
