using System.Diagnostics;
using System.Text;

namespace GenerativeVI.Tensors;

/// <summary>The processes of an MPI job.</summary>
/// <remarks>
/// Every operation begins with a barrier that is looked at again and again, so that a rank which waits lets others have
/// its processor, and can say after a minute who has not come.
/// </remarks>
internal sealed unsafe class MpiCommunicator : Communicator
{
    // The most numbers of a call: its count is an int.
    private const int MostAtOnce = 1 << 26;

    // The tag of the word by which a rank says that it waits.
    private const int WaitingTag = 7919;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), TimeToAnswer = TimeSpan.FromSeconds(3);

    private readonly MpiLibrary mpi;
    private readonly HashSet<long> told = [];
    private readonly IReadOnlyList<string> hosts;
    private long meetings;
    private bool isOver;

    public MpiCommunicator(MpiLibrary mpi)
    {
        this.mpi = mpi;
        int rank, size;
        mpi.Check(mpi.CommRank(mpi.World, &rank), "MPI_Comm_rank");
        mpi.Check(mpi.CommSize(mpi.World, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);
        hosts = [.. Gather(Encoding.UTF8.GetBytes(Environment.MachineName)).Select(Encoding.UTF8.GetString)];
        LocalRank = hosts.Take(Rank).Count(host => host == hosts[Rank]);
        LocalSize = hosts.Count(host => host == hosts[Rank]);
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override int LocalRank { get; }

    /// <inheritdoc/>
    public override int LocalSize { get; }

    /// <inheritdoc/>
    public override void Sum(Span<float> numbers)
    {
        Barrier();
        fixed (float* at = numbers)
            for (var done = 0; done < numbers.Length; done += MostAtOnce)
                Reduce(at + done, Math.Min(MostAtOnce, numbers.Length - done), mpi.Float);
    }

    /// <inheritdoc/>
    public override void Sum(Span<double> numbers)
    {
        Barrier();
        fixed (double* at = numbers)
            for (var done = 0; done < numbers.Length; done += MostAtOnce)
                Reduce(at + done, Math.Min(MostAtOnce, numbers.Length - done), mpi.Double);
    }

    /// <inheritdoc/>
    public override void Broadcast(Span<byte> bytes, int root = 0)
    {
        Barrier();
        fixed (byte* at = bytes)
            for (var done = 0; done < bytes.Length; done += MostAtOnce)
                mpi.Check(mpi.Bcast(at + done, Math.Min(MostAtOnce, bytes.Length - done), mpi.Byte, root, mpi.World),
                    "MPI_Bcast");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> bytes)
    {
        Barrier();
        var lengths = new int[Size];
        var own = bytes.Length;
        fixed (int* at = lengths)
            mpi.Check(mpi.Allgather(&own, sizeof(int), mpi.Byte, at, sizeof(int), mpi.Byte, mpi.World),
                "MPI_Allgather");
        var starts = new int[Size];
        for (var rank = 1; rank < Size; rank++) starts[rank] = checked(starts[rank - 1] + lengths[rank - 1]);
        var all = new byte[Math.Max(1, checked(starts[^1] + lengths[^1]))];
        fixed (byte* from = bytes, to = all)
        fixed (int* counts = lengths, places = starts)
            mpi.Check(mpi.Allgatherv(from, own, mpi.Byte, to, counts, places, mpi.Byte, mpi.World), "MPI_Allgatherv");
        return [.. lengths.Select((length, rank) => all.AsSpan(starts[rank], length).ToArray())];
    }

    /// <inheritdoc/>
    public override void Barrier()
    {
        meetings++;
        nint request = 0;
        mpi.Check(mpi.Ibarrier(mpi.World, &request), "MPI_Ibarrier");
        var start = Stopwatch.GetTimestamp();
        var hasAsked = false;
        for (long looks = 0; ; looks++)
        {
            int isDone;
            mpi.Check(mpi.Test(&request, &isDone, mpi.IgnoreStatus), "MPI_Test");
            if (isDone != 0) return;
            // Most waits are short; a long one leaves the processor to whoever is waited for.
            if (looks < 2000) Thread.SpinWait(1);
            else if (looks < 20_000) Thread.Yield();
            else Thread.Sleep(1);
            if (looks % 1024 != 0) continue;
            var waited = Stopwatch.GetElapsedTime(start);
            if (!hasAsked && waited > Patience)
            {
                hasAsked = true;
                SayWaiting();
            }
            if (hasAsked && waited > Patience + TimeToAnswer) NameTheLate();
        }
    }

    /// <inheritdoc/>
    public override void Abort(int exitCode)
    {
        mpi.AbortAll(mpi.World, exitCode);
        Environment.Exit(exitCode);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (isOver) return;
        isOver = true;
        mpi.Check(mpi.Leave(), "MPI_Finalize");
    }

    private void Reduce(void* numbers, int count, nint type) =>
        mpi.Check(mpi.Allreduce((void*)mpi.InPlace, numbers, count, type, mpi.Add, mpi.World), "MPI_Allreduce");

    // Ranks 0 and 1 hear of everyone who waits: one names those who do not, the other serves where the first is it.
    private void SayWaiting()
    {
        var word = stackalloc long[2] { Rank, meetings };
        for (var listener = 0; listener < Math.Min(2, Size); listener++)
        {
            if (listener == Rank) continue;
            nint request = 0;
            int isSent;
            mpi.Check(mpi.Isend(word, 2 * sizeof(long), mpi.Byte, listener, WaitingTag, mpi.World, &request),
                "MPI_Isend");
            // So short a message leaves at once.
            mpi.Check(mpi.Test(&request, &isSent, mpi.IgnoreStatus), "MPI_Test");
        }
    }

    private void NameTheLate()
    {
        if (Rank > 1 || !told.Add(meetings)) return;
        var waiting = new HashSet<int> { Rank };
        var word = stackalloc long[2];
        while (true)
        {
            int isThere;
            const int anyone = -2, anyoneOfOpenMpi = -1;
            var any = mpi.IgnoreStatus == 0 ? anyoneOfOpenMpi : anyone;
            mpi.Check(mpi.Iprobe(any, WaitingTag, mpi.World, &isThere, mpi.IgnoreStatus), "MPI_Iprobe");
            if (isThere == 0) break;
            mpi.Check(mpi.Recv(word, 2 * sizeof(long), mpi.Byte, any, WaitingTag, mpi.World, mpi.IgnoreStatus),
                "MPI_Recv");
            if (word[1] == meetings) waiting.Add((int)word[0]);
        }
        var late = Enumerable.Range(0, Size).Where(rank => !waiting.Contains(rank)).ToArray();
        if (late.Length == 0 || (Rank == 1 && !late.Contains(0))) return;
        Mpi.Tell(
            $"{(late.Length == 1 ? "rank" : "ranks")} "
                + $"{string.Join(", ", late.Take(8).Select(rank => $"{rank} on {hosts[rank]}"))}"
            + $"{(late.Length > 8 ? $" and {late.Length - 8} more" : "")} {(late.Length == 1 ? "has" : "have")} "
                + $"kept the others waiting for a minute.");
    }
}
