using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

/// <summary>The real sets, for the tests that need them: where the toolkit finds them, or in a folder <c>shared/data</c> beside the repository.</summary>
internal static class RealData
{
    /// <summary>The locator for tests: GENERATIVEVI_DATA counts, nothing is ever downloaded.</summary>
    public static DataLocator Locator { get; } = DataLocator.ForThisMachine(Environment.GetEnvironmentVariable("GENERATIVEVI_DATA") ?? BesideRepository());

    /// <summary>Loads a set, or skips the test saying why.</summary>
    public static ImageData Load(string name)
    {
        var location = Locator.Find(KnownData.Find(name)!);
        if (!location.IsPresent)
            Assert.Skip(location.Absence().Message);
        return ImageSource.Load(name, new ImageOptions { Locator = Locator, Download = false });
    }

    private static string? BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GenerativeVI.sln")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
        }
        return null;
    }
}
