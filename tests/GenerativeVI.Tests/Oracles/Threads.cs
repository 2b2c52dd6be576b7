namespace GenerativeVI.Tests.Oracles;

/// <summary>Another number of torch's threads, until it is disposed.</summary>
public sealed class Threads : IDisposable
{
    private readonly int before = get_num_threads();

    public Threads(int count) => set_num_threads(count);

    public void Dispose() => set_num_threads(before);
}
