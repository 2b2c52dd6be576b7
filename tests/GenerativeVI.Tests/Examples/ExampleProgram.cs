using System.Diagnostics;

namespace GenerativeVI.Tests.Examples;

/// <summary>An example's program, run as a user runs it.</summary>
internal static class ExampleProgram
{
    /// <summary>What it prints; that it ends well is asserted.</summary>
    public static Task<string> Run(string name, params string[] words) => RunIn(Environment.CurrentDirectory, name, words);

    /// <summary>The same from a folder.</summary>
    public static async Task<string> RunIn(string folder, string name, params string[] words)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "GenerativeVI.Tests"), Path.Combine("examples", name), StringComparison.Ordinal), $"{name}.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. words]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        return await output;
    }
}
