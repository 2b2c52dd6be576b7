namespace GenerativeVI.Tensors;

/// <summary>
/// The draws of some rows of a batch, the same as where the whole batch is drawn for: each is made for all rows, and
/// the others are left. Whoever has which rows, the draws of a row stay the same.
/// </summary>
/// <param name="axes">The axis of the rows in every draw, −1 where they share it.</param>
/// <param name="first">The first row.</param>
/// <param name="count">How many.</param>
/// <param name="all">The rows of the batch.</param>
internal sealed class DrawsOfRows(IReadOnlyDictionary<(string Stream, long Number), int> axes, long first, long count,
    long all) : IDrawWatch
{
    private readonly DrawNumbers numbers = new();

    /// <inheritdoc/>
    public long OfAll(long elements) => elements / count * all;

    /// <inheritdoc/>
    public RowAxis? RowsOf(RandomStream stream, ReadOnlySpan<long> shape, bool isByElement)
    {
        if (!axes.TryGetValue(numbers.Of(stream), out var axis) || axis >= shape.Length
            || (axis >= 0 && shape[axis] != count))
            throw new InvalidOperationException($"{stream.Name}: a draw of {Shapes.Text(shape)} that this "
                + $"objective did not make in its first step; a phase by row draws alike in every step.");
        return axis < 0 ? null : new RowAxis(axis, first, count, all);
    }
}
