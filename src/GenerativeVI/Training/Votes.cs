using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>What the ranks of a training decide together, so that none goes on while another ends.</summary>
internal sealed class Votes(Communicator communicator)
{
    /// <summary>Whether any was cancelled.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>Whether any was asked to stop.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Whether the time of any is up.</summary>
    public bool Late { get; private set; }

    /// <summary>Casts this rank's votes and counts all.</summary>
    public void Cast(bool cancelled, bool stopped, bool late)
    {
        Span<double> votes = [cancelled ? 1 : 0, stopped ? 1 : 0, late ? 1 : 0];
        communicator.Sum(votes);
        (Cancelled, Stopped, Late) = (votes[0] > 0, votes[1] > 0, votes[2] > 0);
    }

    /// <summary>The number that the first rank has.</summary>
    public double OfFirst(double here)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BitConverter.TryWriteBytes(bytes, here);
        communicator.Broadcast(bytes);
        return BitConverter.ToDouble(bytes);
    }
}
