using System.Text.RegularExpressions;

namespace GenerativeVI.Cli;

/// <summary>Errors as a person reads them: one sentence, and an exit code.</summary>
internal static partial class Failures
{
    // The numbers by which Linux and macOS, and Windows, say that the disk is full; and Linux that a quota is.
    private static readonly int[] DiskFull = [28, unchecked((int)0x80070070), 122];

    // The numbers by which they say that it is read-only.
    private static readonly int[] DiskReadOnly = [30, unchecked((int)0x80070013)];

    /// <summary>2 for arguments that mean nothing, 130 for an interruption, 1 for everything else.</summary>
    public static int ExitCode(Exception e) => e switch
    {
        UsageException => CommandLine.Misused,
        OperationCanceledException => CommandLine.Interrupted,
        _ => CommandLine.Failed,
    };

    /// <summary>What went wrong and what to do about it.</summary>
    public static string Sentence(Exception e)
    {
        if (MissingLibrary(e) is { } missing)
        {
            return $"libtorch, the library that does the arithmetic, cannot be loaded: {missing}; gvi doctor says what was found.";
        }
        return e switch
        {
            OperationCanceledException => "stopped.",
            IOException when DiskFull.Contains(e.HResult) => $"the disk is full ({Clean(e).TrimEnd('.')}); make room, or choose another place with --out.",
            IOException when DiskReadOnly.Contains(e.HResult) => $"the disk is read-only ({Clean(e).TrimEnd('.')}); mount it for writing, or choose another place with --out.",
            _ when IsOutOfMemory(e) => $"out of memory{Requested(e)}; make something smaller (--batch, --hidden, --latent, --count), or close other programs.",
            TypeInitializationException { InnerException: { } inner } => Sentence(inner),
            NullReferenceException or InvalidCastException or IndexOutOfRangeException or KeyNotFoundException =>
                $"an error in the program itself ({e.GetType().Name}: {Clean(e).TrimEnd('.')}); --debug shows where, please report it.",
            _ => Clean(e),
        };
    }

    /// <summary>The message of the library that is not there, where that is the root of an error.</summary>
    public static string? MissingLibrary(Exception? e) => e switch
    {
        null => null,
        DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => FirstLine(e.Message).TrimEnd('.', ':'),
        NotSupportedException when e.Message.Contains("libtorch-", StringComparison.Ordinal) => "TorchSharp found none that suits this system",
        _ => MissingLibrary(e.InnerException),
    };

    private static bool IsOutOfMemory(Exception e) =>
        e is OutOfMemoryException
        || e.Message.Contains("can't allocate memory", StringComparison.Ordinal)
        || e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private static string Requested(Exception e) =>
        Request().Match(e.Message) is { Success: true } request ? $", {request.Groups[1].Value} were asked for" : "";

    private static string Clean(Exception e)
    {
        var text = ParameterName().Replace(FirstLine(e.Message), "");
        return text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();

    // libtorch on a CPU: "you tried to allocate 8000 bytes"; on CUDA: "Tried to allocate 2.00 GiB".
    [GeneratedRegex(@"[Tt]ried to allocate ([\d.]+ ?\w+)")]
    private static partial Regex Request();

    [GeneratedRegex(@" \(Parameter '.*'\)$")]
    private static partial Regex ParameterName();
}
