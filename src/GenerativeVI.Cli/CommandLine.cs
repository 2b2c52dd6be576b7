using System.CommandLine;
using GenerativeVI.Cli.Commands;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;

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
        if (Ranks.IsFollower && !Ranks.AreNeeded(arguments)) return Done;
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
            var code = parsed.Invoke(new InvocationConfiguration
            {
                Output = Ranks.IsFollower ? TextWriter.Null : output,
                Error = Ranks.IsFollower ? TextWriter.Null : error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            Ranks.Leave();
            return code;
        }
        catch (OtherRankException e)
        {
            // That rank says itself why.
            Ranks.Fail(Failures.Sentence(e), Failed, Ranks.IsFollower ? TextWriter.Null : error);
            return Failed;
        }
        catch (Exception e)
        {
            Ranks.Fail(GviCommand.Debug(parsed) ? $"{e}" : Failures.Sentence(e), Failures.ExitCode(e), error);
            return Failures.ExitCode(e);
        }
    }

    /// <summary>Reads the words of a command without running it.</summary>
    /// <param name="arguments">The words after "gvi".</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments) =>
        new GviCommand().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
}
