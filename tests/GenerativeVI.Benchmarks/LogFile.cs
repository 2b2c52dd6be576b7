using System.Globalization;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI.Benchmarks;

/// <summary>A log and a progress display that write every line they are told to a file.</summary>
internal sealed class LogFile(string path) : ILogger, IProgress<TrainingProgress>, IDisposable
{
    private readonly StreamWriter writer = new(path) { AutoFlush = true };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        writer.WriteLine($"{DateTime.UtcNow:O} {logLevel} {eventId.Id} {formatter(state, exception)}");

    public void Report(TrainingProgress value) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {value.Step}/{value.Steps}: bound {value.Bound:F2}, rate {value.Rate:F2}, distortion {value.Distortion:F2}, {value.RowsPerSecond:F0} images/s"));

    public void Dispose()
    {
        writer.Dispose();
        File.Delete(path);
    }
}
