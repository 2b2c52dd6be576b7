namespace TorchSharp;

/// <summary>
/// The garbage collector sees a tensor as a few bytes. This counts what tensors outside every dispose scope allocate, and collects once per
/// <see cref="Budget"/> bytes: mostly generation 0, where tensors of a training step die, now and then an older one for those that outlived a collection.
/// </summary>
internal static class Allocations
{
    private const long Budget = 64L << 20;
    private static long _bytes;
    private static int _collections;

    internal static void Add(long bytes)
    {
        if (DisposeScopeManager.Current is not null || Interlocked.Add(ref _bytes, bytes) < Budget) return;
        if (Interlocked.Exchange(ref _bytes, 0) < Budget) return;
        var turn = Interlocked.Increment(ref _collections);
        GC.Collect(turn % 64 == 0 ? 2 : turn % 8 == 0 ? 1 : 0, GCCollectionMode.Forced, blocking: true);
    }
}
