using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>What a run tells a logger, beside its trainer and its evaluation: events 301 to 399.</summary>
internal static partial class RunLog
{
    [LoggerMessage(301, LogLevel.Information, "Run {Folder}: {Method} with seed {Seed} on {Device}; resumed: {IsResumed}.")]
    public static partial void RunBegun(this ILogger logger, string folder, string method, long seed, string device, bool isResumed);

    [LoggerMessage(302, LogLevel.Information, "{Note}")]
    public static partial void RunNoted(this ILogger logger, string note);

    [LoggerMessage(303, LogLevel.Information, "Run {Folder}: finished: {IsFinished}.")]
    public static partial void RunEnded(this ILogger logger, string folder, bool isFinished);
}
