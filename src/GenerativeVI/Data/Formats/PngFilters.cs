namespace GenerativeVI.Data;

/// <summary>PNG's five row filters: each byte was stored as its difference from a prediction made from the byte before, the byte above, or both.</summary>
internal static class PngFilters
{
    /// <summary>Adds the prediction back, in place; <paramref name="above"/> is the row above, already undone.</summary>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step, string source)
    {
        if (filter > 4)
            throw new DataException(source, "row filters 0 to 4", $"{filter}");
        for (int i = 0; filter > 0 && i < row.Length; i++)
        {
            byte before = i < step ? (byte)0 : row[i - step];
            row[i] += filter switch
            {
                1 => before,
                2 => above[i],
                3 => (byte)((before + above[i]) / 2),
                _ => Paeth(before, above[i], i < step ? (byte)0 : above[i - step]),
            };
        }
    }

    /// <summary>Whichever of the three neighbours is nearest to before + above − diagonal; ties in that order.</summary>
    private static byte Paeth(byte before, byte above, byte diagonal)
    {
        int guess = before + above - diagonal;
        int toBefore = Math.Abs(guess - before), toAbove = Math.Abs(guess - above), toDiagonal = Math.Abs(guess - diagonal);
        return toBefore <= toAbove && toBefore <= toDiagonal ? before : toAbove <= toDiagonal ? above : diagonal;
    }
}
