using System.Diagnostics;

namespace GenerativeVI.Tests.Tensors;

/// <summary>One of these tests in a process of its own, which may end as it likes.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a test that is marked explicit.</summary>
    /// <param name="method">Its full name.</param>
    /// <param name="environment">What it is told.</param>
    /// <returns>The exit code, and everything it said.</returns>
    public static (int Code, string Output) Run(string method, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, "--no-progress", "--explicit", "only", "--filter-method", method])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), $"{method} did not end.");
        return (process.ExitCode, output + error.Result);
    }
}
