using System.CommandLine;
using GenerativeVI.Cli.Commands;
using GenerativeVI.Cli.Display;

namespace GenerativeVI.Cli;

/// <summary>The whole program as one call: arguments in, words out, an exit code back.</summary>
public static class CommandLine
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done; one sentence on the error writer says why.</summary>
    public const int Failed = 1;

    /// <summary>The arguments mean nothing; one sentence on the error writer says which.</summary>
    public const int Misused = 2;

    /// <summary>Ended early, and cleanly, by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The words after "gvi".</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        using OutputWriter results = new(output, "standard output"), errors = new(error, "standard error");
        var code = Run(Parse(arguments), results, errors);
        if (results.Failure is null) return code;
        // What was written to files is whole; what nobody could read is not done.
        errors.WriteLine($"gvi: {results.Failure}");
        return code == Done ? Failed : code;
    }

    private static int Run(ParseResult parsed, TextWriter output, TextWriter error)
    {
        try
        {
            if (Usage.Mistake(parsed) is { } mistake) throw new UsageException(mistake);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (!GviCommand.Debug(parsed))
        {
            error.WriteLine($"gvi: {Failures.Sentence(e)}");
            return Failures.ExitCode(e);
        }
        catch (Exception e)
        {
            error.WriteLine($"gvi: {e}");
            return Failures.ExitCode(e);
        }
    }

    /// <summary>Reads the words of a command without running it.</summary>
    /// <param name="arguments">The words after "gvi".</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments) =>
        new GviCommand().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
}
