using GenerativeVI.Ratios;
using Microsoft.Extensions.Logging;

namespace GenerativeVI.Evaluation;

/// <summary>What an evaluation tells a logger: events 201 to 299.</summary>
internal static partial class EvaluationLog
{
    [LoggerMessage(201, LogLevel.Information, "Evaluating {Rows} rows with {Samples} draws each.")]
    public static partial void EvaluationBegun(this ILogger logger, long rows, int samples);

    [LoggerMessage(202, LogLevel.Information, "Evaluated: ELBO {Elbo:F4} nats, log p(x) {LogLikelihood:F4} nats ({Guarantee}, {Samples} draws), after {Seconds:F1} s.")]
    public static partial void EvaluationEnded(this ILogger logger, double elbo, double logLikelihood, Guarantee guarantee, int samples, double seconds);
}
