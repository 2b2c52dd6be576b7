namespace GenerativeVI.Tensors;

/// <summary>Numbers the draws of every stream from where it stood when it was first seen.</summary>
internal sealed class DrawNumbers
{
    private readonly Dictionary<string, long> starts = [];

    /// <summary>The stream's name and the number of its next draw, from 0.</summary>
    public (string Stream, long Number) Of(RandomStream stream)
    {
        if (!starts.TryGetValue(stream.Name, out var start)) starts[stream.Name] = start = stream.Counter;
        return (stream.Name, stream.Counter - start);
    }
}
