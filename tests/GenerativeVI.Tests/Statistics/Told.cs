namespace GenerativeVI.Tests.Statistics;

/// <summary>Progress told at once, on the thread that reports it.</summary>
public class Told<T>(Action<T> act) : IProgress<T>
{
    public void Report(T value) => act(value);
}

/// <summary>Progress kept in a list.</summary>
public sealed class Collected<T>(List<T> values) : Told<T>(values.Add);
