using System.Runtime.ExceptionServices;

namespace GenerativeVI.Tensors;

/// <summary>Parts of a work that threads take side by side.</summary>
internal static class SideBySide
{
    /// <summary>Takes part 0 on this thread and the others on threads of the pool; returns when all are done.</summary>
    /// <remarks>The first part's failure, or else that of another, is thrown once all have ended.</remarks>
    public static void Run(int parts, Action<int> part)
    {
        var failures = new ExceptionDispatchInfo?[parts];
        var others = Enumerable.Range(1, parts - 1).Select(i => Task.Run(() => Take(i))).ToArray();
        Take(0);
        Task.WaitAll(others);
        failures.FirstOrDefault(failure => failure is not null)?.Throw();

        void Take(int i)
        {
            try
            {
                part(i);
            }
            catch (Exception e)
            {
                failures[i] = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
