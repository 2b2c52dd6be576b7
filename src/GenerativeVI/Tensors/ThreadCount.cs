namespace GenerativeVI.Tensors;

/// <summary>Another number of torch's threads, until it is disposed.</summary>
internal sealed class ThreadCount : IDisposable
{
    private readonly int before = get_num_threads();

    /// <summary>Sets it, for operations that this thread calls.</summary>
    /// <param name="count">At least 1; as it is when null.</param>
    public ThreadCount(int? count) => Set(count ?? before);

    /// <inheritdoc/>
    public void Dispose() => Set(before);

    private static void Set(int count)
    {
        if (count != get_num_threads()) set_num_threads(count);
    }
}
