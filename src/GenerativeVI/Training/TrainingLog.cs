using Microsoft.Extensions.Logging;

namespace GenerativeVI.Training;

/// <summary>What a trainer tells a logger: events 101 to 199.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(101, LogLevel.Information, "Training from step {Step} to {Steps}: {Rows} rows in {Batches} batches an epoch.")]
    public static partial void TrainingBegun(this ILogger logger, long step, long steps, long rows, long batches);

    [LoggerMessage(
        102,
        LogLevel.Information,
        "Epoch {Epoch} of {Epochs}, step {Step}, in nats: bound {Bound} ({Guarantee}), distortion {Distortion}, rate {Rate}, validation {Validation}; active units {ActiveUnits}, {RowsPerSecond:F0} rows/s.")]
    public static partial void EpochFinished(
        this ILogger logger, int epoch, int epochs, long step, Figure bound, Ratios.Guarantee guarantee, Figure distortion, Figure rate, Figure validation, Figure activeUnits, double rowsPerSecond);

    [LoggerMessage(103, LogLevel.Debug, "Checkpoint of step {Step} written.")]
    public static partial void CheckpointWritten(this ILogger logger, long step);

    [LoggerMessage(104, LogLevel.Warning, "{Trouble}")]
    public static partial void TroubleMet(this ILogger logger, string trouble);

    [LoggerMessage(105, LogLevel.Information, "Training ended at step {Step} after {Seconds:F1} s: {Reason}.")]
    public static partial void TrainingEnded(this ILogger logger, long step, double seconds, string reason);

    [LoggerMessage(106, LogLevel.Information, "Epoch {Epoch}: the method clamped a share of {Share} of the log-ratios from below.")]
    public static partial void RatiosClamped(this ILogger logger, int epoch, double share);

    [LoggerMessage(107, LogLevel.Information, "Training on {Threads} of {Most} threads; rows a second by threads: {Rates}.")]
    public static partial void ThreadsMeasured(this ILogger logger, string threads, int most, string rates);
}
