namespace GenerativeVI.Tensors;

/// <summary>
/// The processes that work on one thing, and what they tell each other. Every process of a job, a rank, makes the same
/// calls in the same order: each of them returns once all have made it.
/// </summary>
/// <remarks>
/// <see cref="Mpi.Start"/> gives that of a job under <c>mpirun</c>, <c>srun</c> or the like, and <see cref="Alone"/>
/// that of one process. One thread calls at a time. After a sum every rank holds the same numbers, to the last bit.
/// </remarks>
public abstract class Communicator : IDisposable
{
    /// <summary>One process by itself: sums and messages are what it gave.</summary>
    public static Communicator Alone { get; } = new OneProcess();

    /// <summary>r, this process among all, from 0.</summary>
    public abstract int Rank { get; }

    /// <summary>N, the number of processes, at least 1.</summary>
    public abstract int Size { get; }

    /// <summary>This process among those of its machine, from 0: what chooses a GPU.</summary>
    public abstract int LocalRank { get; }

    /// <summary>The processes of this machine, at least 1: what its processors are shared among.</summary>
    public abstract int LocalSize { get; }

    /// <summary>Whether there are others.</summary>
    public bool IsShared => Size > 1;

    /// <summary>Whether it is rank 0, which alone writes, shows and logs.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Replaces numbers by their sums over all ranks.</summary>
    /// <param name="numbers">As many on every rank.</param>
    public abstract void Sum(Span<float> numbers);

    /// <summary>Replaces numbers by their sums over all ranks.</summary>
    /// <param name="numbers">As many on every rank.</param>
    public abstract void Sum(Span<double> numbers);

    /// <summary>Replaces bytes by those of one rank.</summary>
    /// <param name="bytes">As many on every rank.</param>
    /// <param name="root">0 … N − 1, the rank whose bytes they are.</param>
    public abstract void Broadcast(Span<byte> bytes, int root = 0);

    /// <summary>What every rank gave.</summary>
    /// <param name="bytes">Any number, which may differ.</param>
    /// <returns>An entry a rank, the same on all of them.</returns>
    public abstract IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> bytes);

    /// <summary>Returns once every rank has come here.</summary>
    public abstract void Barrier();

    /// <summary>Ends all processes of the job at once; of one process by itself nothing but this one.</summary>
    /// <param name="exitCode">What they leave behind.</param>
    public abstract void Abort(int exitCode);

    /// <summary>Takes leave of the others, who all have to.</summary>
    public abstract void Dispose();

    /// <summary>The text that one rank gave, on all of them.</summary>
    /// <param name="text">Any; that of the root counts.</param>
    /// <param name="root">0 … N − 1.</param>
    public string Tell(string text, int root = 0)
    {
        if (!IsShared) return text;
        var own = System.Text.Encoding.UTF8.GetBytes(Rank == root ? text : "");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(length, own.Length);
        Broadcast(length, root);
        var bytes = Rank == root ? own : new byte[BitConverter.ToInt32(length)];
        Broadcast(bytes, root);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Whether any rank says so.</summary>
    /// <param name="here">What this rank says.</param>
    public bool Any(bool here)
    {
        if (!IsShared) return here;
        Span<double> votes = [here ? 1 : 0];
        Sum(votes);
        return votes[0] > 0;
    }

    /// <summary>Runs something on rank 0 first and then on the others: for what the first may download or write.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">Called once on every rank.</param>
    /// <returns>Its result on this rank.</returns>
    public T FirstAlone<T>(Func<T> work)
    {
        var first = OnFirst(work);
        if (IsFirst)
        {
            RequireAll(null);
            return first!;
        }
        var (own, failure) = (default(T), (Exception?)null);
        try
        {
            own = work();
        }
        catch (Exception e)
        {
            failure = e;
        }
        RequireAll(failure);
        return own!;
    }

    /// <summary>Runs something on rank 0 alone; where it fails there, all ranks end.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">Called on rank 0.</param>
    /// <returns>Its result there; the default elsewhere.</returns>
    public T? OnFirst<T>(Func<T> work)
    {
        var (result, failure) = (default(T), (Exception?)null);
        try
        {
            if (IsFirst) result = work();
        }
        catch (Exception e)
        {
            failure = e;
        }
        RequireAll(failure);
        return result;
    }

    /// <summary>Goes on where all ranks can; where one cannot, its failure is thrown there, and elsewhere
    /// told.</summary>
    internal void RequireAll(Exception? failure)
    {
        if (!IsShared)
        {
            if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            return;
        }
        var told = Gather(System.Text.Encoding.UTF8.GetBytes(failure?.Message ?? ""));
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        for (var rank = 0; rank < Size; rank++)
            if (told[rank].Length > 0)
                throw new OtherRankException(rank, System.Text.Encoding.UTF8.GetString(told[rank]));
    }

    /// <summary>The share of 0 … <paramref name="count"/> − 1 that is this rank's: neighbours, as even as can
    /// be.</summary>
    internal (long First, long End) Share(long count) => (count * Rank / Size, count * (Rank + 1) / Size);
}
