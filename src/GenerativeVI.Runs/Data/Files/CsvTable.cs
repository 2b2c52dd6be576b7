namespace GenerativeVI.Data;

/// <summary>A table of numbers and the names of its columns.</summary>
/// <param name="Values">[rows, columns], 32-bit floats.</param>
/// <param name="Header">A name a column, or null if the file has none.</param>
public sealed record CsvTable(NumericArray Values, string[]? Header);
