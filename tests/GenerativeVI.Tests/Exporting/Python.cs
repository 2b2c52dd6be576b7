using System.Diagnostics;
using System.Text.Json;
using GenerativeVI.Tests.Architecture;

namespace GenerativeVI.Tests.Exporting;

/// <summary>The system's Python, where it has the modules that a test needs; such a test is skipped elsewhere and says why.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";
    private const int Missing = 77;

    // One process for all calls: importing torch takes seconds.
    private const string Driver = """
        import contextlib, importlib, io, json, os, runpy, sys
        modules, calls = json.load(sys.stdin)
        try:
            for name in modules:
                importlib.import_module(name)
        except ImportError as error:
            sys.exit(print(error) or 77)
        outputs = []
        for script, arguments in calls:
            sys.argv, sys.path[0] = [script, *arguments], os.path.dirname(script)
            with contextlib.redirect_stdout(io.StringIO()) as output:
                runpy.run_path(script, run_name="__main__")
            outputs.append(output.getvalue())
        print(json.dumps(outputs))
        """;

    /// <summary>Runs a script of this repository and returns what it wrote to standard output.</summary>
    public static string Run(string[] modules, string script, params string[] arguments) => Run(modules, [new Call(script, arguments)])[0];

    /// <summary>Runs scripts one after another.</summary>
    public static string[] Run(string[] modules, IEnumerable<Call> calls)
    {
        Assert.SkipUnless(File.Exists(Interpreter), $"{Interpreter} is not there.");
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", Driver])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var work = calls.Select(call => new object[] { Repository.Path(call.Script), call.Arguments });
        process.StandardInput.Write(JsonSerializer.Serialize(new object[] { modules, work }));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode == Missing, $"{Interpreter}: {output.Trim()}.");
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        return JsonSerializer.Deserialize<string[]>(output)!;
    }

    /// <summary>A script of this repository and its arguments.</summary>
    public sealed record Call(string Script, params string[] Arguments);
}
