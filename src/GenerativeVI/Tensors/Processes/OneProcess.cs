namespace GenerativeVI.Tensors;

/// <summary>One process by itself.</summary>
internal sealed class OneProcess : Communicator
{
    public override int Rank => 0;

    public override int Size => 1;

    public override int LocalRank => 0;

    public override int LocalSize => 1;

    public override void Sum(Span<float> numbers)
    {
    }

    public override void Sum(Span<double> numbers)
    {
    }

    public override void Broadcast(Span<byte> bytes, int root = 0)
    {
    }

    public override IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> bytes) => [bytes.ToArray()];

    public override void Barrier()
    {
    }

    public override void Abort(int exitCode) => Environment.Exit(exitCode);

    public override void Dispose()
    {
    }
}
