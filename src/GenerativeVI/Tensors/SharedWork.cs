namespace GenerativeVI.Tensors;

/// <summary>Work on memory, shared among as many threads as torch may use.</summary>
internal static class SharedWork
{
    /// <summary>Runs <paramref name="part"/> for 0 … <paramref name="parts"/> − 1; on several threads where torch has them and it is <paramref name="worthwhile"/>.</summary>
    public static void Run(int parts, bool worthwhile, Action<int> part)
    {
        var threads = worthwhile ? get_num_threads() : 1;
        if (threads > 1)
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part);
        else
            for (int i = 0; i < parts; i++)
                part(i);
    }
}
