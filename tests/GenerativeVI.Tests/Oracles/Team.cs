using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>Ranks that are threads of this process and meet in its memory: a communicator without any MPI.</summary>
public sealed class Team : IDisposable
{
    private readonly Barrier barrier;
    private readonly byte[]?[] given;

    private Team(int size) => (barrier, given) = (new Barrier(size), new byte[size][]);

    /// <summary>Runs the same on every rank, each on a thread of its own, and returns what they found.</summary>
    public static T[] Run<T>(int size, Func<Communicator, T> work)
    {
        using var team = new Team(size);
        var (found, failures) = (new T[size], new Exception?[size]);
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                found[rank] = work(new Member(team, rank));
            }
            catch (Exception e)
            {
                failures[rank] = e;
                team.barrier.RemoveParticipant();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return failures.FirstOrDefault(failure => failure is not null) is { } first
            ? throw new AggregateException(first) : found;
    }

    public void Dispose() => barrier.Dispose();

    private T Meet<T>(int rank, byte[] bytes, Func<byte[]?[], T> look)
    {
        given[rank] = bytes;
        barrier.SignalAndWait();
        var seen = look(given);
        barrier.SignalAndWait();
        return seen;
    }

    private sealed class Member(Team team, int rank) : Communicator
    {
        public override int Rank => rank;

        public override int Size => team.given.Length;

        public override int LocalRank => rank;

        public override int LocalSize => Size;

        public override void Sum(Span<float> numbers) => Add(numbers, (a, b) => a + b);

        public override void Sum(Span<double> numbers) => Add(numbers, (a, b) => a + b);

        public override void Broadcast(Span<byte> bytes, int root = 0) =>
            team.Meet(rank, bytes.ToArray(), all => all[root]!).CopyTo(bytes);

        public override IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> bytes) =>
            team.Meet(rank, bytes.ToArray(), all => all.Select(entry => entry!).ToArray());

        public override void Barrier() => team.Meet(rank, [], _ => 0);

        public override void Abort(int exitCode) => throw new InvalidOperationException($"aborted with {exitCode}");

        public override void Dispose()
        {
        }

        private void Add<T>(Span<T> numbers, Func<T, T, T> add)
            where T : struct
        {
            var all = team.Meet(rank, System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers).ToArray(),
                entries => entries.ToArray());
            for (var other = 0; other < all.Length; other++)
            {
                var theirs = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(all[other]!);
                for (var i = 0; i < numbers.Length; i++) numbers[i] = other == 0 ? theirs[i]
                    : add(numbers[i], theirs[i]);
            }
        }
    }
}
