using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

/// <summary>A copy of a run that a test may damage.</summary>
internal sealed class TempCopy : IDisposable
{
    private readonly TempFolder folder = new();

    public TempCopy(string run)
    {
        Run = new RunFolder(folder["run"]);
        Directory.CreateDirectory(Run.Path);
        foreach (var file in Directory.EnumerateFiles(run)) File.Copy(file, Path.Combine(Run.Path, Path.GetFileName(file)));
    }

    public RunFolder Run { get; }

    /// <summary>The folder that holds the copy alone.</summary>
    public string Root => folder.Path;

    public void Dispose() => folder.Dispose();
}
