using System.Reflection;

namespace GenerativeVI.Tests.Architecture;

public sealed class PublicSurfaceTests
{
    private const string Update = "GENERATIVEVI_UPDATE_SURFACE";

    public static TheoryData<string> Libraries => [.. Repository.Libraries.Select(library => library.GetName().Name!)];

    /// <summary>A change of the public API is a change of PublicSurface.txt, seen by whoever reviews it; the runs have a file of their own.</summary>
    [Theory, MemberData(nameof(Libraries))]
    public void PublicSurface_IsTheReviewedOne(string library)
    {
        var file = library == "GenerativeVI" ? "PublicSurface.txt" : $"PublicSurface{library["GenerativeVI".Length..]}.txt";
        var path = Repository.Path($"tests/GenerativeVI.Tests/Architecture/{file}");
        var surface = PublicSurface.Of(Assembly.Load(library));
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, string.Join('\n', surface) + "\n");
        var reviewed = File.ReadAllLines(path);
        var differences = reviewed.Except(surface).Select(line => $"- {line}").Concat(surface.Except(reviewed).Select(line => $"+ {line}")).ToArray();
        Assert.True(differences.Length == 0, $"the public API differs from {file}; if that is meant, run this test with {Update}=1 and commit the file:\n{string.Join('\n', differences)}");
    }
}
