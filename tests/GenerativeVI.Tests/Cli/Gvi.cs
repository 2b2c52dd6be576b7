using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GenerativeVI.Tests.Cli;

/// <summary>The command line, called as its Main does, and the built one in a process of its own.</summary>
internal static class Gvi
{
    /// <summary>The folder of the built program.</summary>
    public static string Home => AppContext.BaseDirectory;

    /// <summary>The assemblies of packages that the program runs with, where NuGet keeps them.</summary>
    public static IEnumerable<string> Packages()
    {
        var folders = Read("gvi.runtimeconfig.dev.json")["runtimeOptions"]!["additionalProbingPaths"]!.AsArray().Select(folder => (string)folder!);
        return from library in Read("gvi.deps.json")["targets"]!.AsObject().Single().Value!.AsObject()
               from asset in library.Value!["runtime"]?.AsObject().Select(asset => asset.Key) ?? []
               from folder in folders
               let file = Path.Combine(folder, library.Key.ToLowerInvariant(), asset)
               where File.Exists(file)
               select file;

        static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Home, name)))!;
    }

    /// <summary>Runs a command in this process: starting another one would cost many times what most commands do.</summary>
    public static Words Run(params string[] arguments) => Words.Of(arguments);

    /// <summary>Runs a command in a process of its own, for what a process decides: its folder, variables, end.</summary>
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
