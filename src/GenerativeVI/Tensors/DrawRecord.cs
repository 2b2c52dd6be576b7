namespace GenerativeVI.Tensors;

/// <summary>The shapes of all draws of a computation, in the order of each stream.</summary>
/// <param name="rows">The rows that it is made for.</param>
/// <param name="all">The rows of the batch.</param>
internal sealed class DrawRecord(long rows, long all) : IDrawWatch
{
    private readonly DrawNumbers numbers = new();
    private readonly Dictionary<(string Stream, long Number), Entry> entries = [];

    private long Rows => rows;

    /// <inheritdoc/>
    public long OfAll(long elements) => elements / rows * all;

    /// <inheritdoc/>
    public RowAxis? RowsOf(RandomStream stream, ReadOnlySpan<long> shape, bool isByElement)
    {
        entries[numbers.Of(stream)] = new(shape.ToArray(), isByElement);
        return null;
    }

    /// <summary>
    /// The axis of the rows in every draw, found from the same computation on two numbers of rows: the one that
    /// differs.
    /// </summary>
    /// <param name="other">The same computation on other rows.</param>
    /// <returns>−1 for draws that all rows share; null where the draws of a row cannot be told from the
    /// others.</returns>
    public IReadOnlyDictionary<(string Stream, long Number), int>? AxesBeside(DrawRecord other)
    {
        if (entries.Count != other.entries.Count) return null;
        var axes = new Dictionary<(string, long), int>();
        foreach (var (key, entry) in entries)
        {
            if (!other.entries.TryGetValue(key, out var second) || second.Shape.Length != entry.Shape.Length)
                return null;
            var differing = Enumerable.Range(0, entry.Shape.Length).Where(axis =>
                entry.Shape[axis] != second.Shape[axis]).ToArray();
            var axis = differing.Length == 0 ? -1 : differing[0];
            if (differing.Length > 1 || (axis >= 0
                && (!entry.IsByElement || entry.Shape[axis] != rows || second.Shape[axis] != other.Rows))) return null;
            axes[key] = axis;
        }
        return axes;
    }

    private readonly record struct Entry(long[] Shape, bool IsByElement);
}
