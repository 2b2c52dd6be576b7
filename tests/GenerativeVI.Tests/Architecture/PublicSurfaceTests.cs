namespace GenerativeVI.Tests.Architecture;

public sealed class PublicSurfaceTests
{
    private const string Update = "GENERATIVEVI_UPDATE_SURFACE";

    /// <summary>A change of the public API is a change of PublicSurface.txt, seen by whoever reviews it.</summary>
    [Fact]
    public void PublicSurface_IsTheReviewedOne()
    {
        var path = Repository.Path("tests/GenerativeVI.Tests/Architecture/PublicSurface.txt");
        var surface = PublicSurface.Of(typeof(Recipe).Assembly);
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, string.Join('\n', surface) + "\n");
        var reviewed = File.ReadAllLines(path);
        var differences = reviewed.Except(surface).Select(line => $"- {line}").Concat(surface.Except(reviewed).Select(line => $"+ {line}")).ToArray();
        Assert.True(differences.Length == 0, $"the public API differs from PublicSurface.txt; if that is meant, run this test with {Update}=1 and commit the file:\n{string.Join('\n', differences)}");
    }
}
