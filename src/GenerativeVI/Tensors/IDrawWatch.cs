namespace GenerativeVI.Tensors;

/// <summary>Looks at every draw of a tree of streams before it is made.</summary>
internal interface IDrawWatch
{
    /// <summary>Where the rows of a part of a batch lie in a draw, so that it is made as the whole batch's; null for a
    /// draw of exactly this shape.</summary>
    /// <param name="stream">The stream that draws.</param>
    /// <param name="shape">Of the draw.</param>
    /// <param name="isByElement">Whether every element takes as many random words as any other.</param>
    RowAxis? RowsOf(RandomStream stream, ReadOnlySpan<long> shape, bool isByElement);

    /// <summary>As many elements as a computation of the whole batch has where that of the rows at hand has so many:
    /// what decides how it is cut into chunks.</summary>
    long OfAll(long elements);
}
