namespace GenerativeVI.Data;

/// <summary>A table of pixels with their labels.</summary>
/// <param name="Pixels">[rows, pixels], 32-bit floats.</param>
/// <param name="Header">A name a column of the file, or null if it has none.</param>
/// <param name="Labels">A label a row as it stands in the file, or null.</param>
/// <param name="Lines">The line of each row, from 1.</param>
/// <param name="Remarks">How the file was understood where that is worth saying, a sentence each.</param>
internal sealed record PixelTable(NumericArray Pixels, string[]? Header, string[]? Labels, long[] Lines, IReadOnlyList<string> Remarks);
