using System.Diagnostics;

namespace GenerativeVI.Tests.Cli;

/// <summary>The built command line in a process of its own.</summary>
internal static class Gvi
{
    /// <summary>The folder of the built program.</summary>
    public static string Home => AppContext.BaseDirectory;

    public static Words Run(params string[] arguments) => Run(Home, arguments);

    public static Words Run(string home, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(home, arguments, environment);
        var error = process.StandardError.ReadToEndAsync();
        return Finish(process, process.StandardOutput.ReadToEnd(), error);
    }

    public static Process Start(string home, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] words = [Path.Combine(home, "gvi.dll"), .. arguments];
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GVI_DEBUG");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Words Finish(Process process, string output, Task<string> error)
    {
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "gvi did not end.");
        return new Words(process.ExitCode, output, error.Result);
    }
}
