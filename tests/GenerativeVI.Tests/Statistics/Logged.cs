using Microsoft.Extensions.Logging;

namespace GenerativeVI.Tests.Statistics;

/// <summary>A logger that keeps what it is told.</summary>
public sealed class Logged : ILogger
{
    public List<(LogLevel Level, int Event, string Sentence)> Entries { get; } = [];

    public IEnumerable<string> Of(int number) => Entries.Where(entry => entry.Event == number).Select(entry => entry.Sentence);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((logLevel, eventId.Id, formatter(state, exception)));
}
