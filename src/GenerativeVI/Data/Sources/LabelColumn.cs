using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>Takes the column that the header calls label, class, target or y out of a table of pixels.</summary>
internal static class LabelColumn
{
    private static readonly string[] Names = ["label", "labels", "class", "target", "y"];

    public static (NumericArray Pixels, NumericArray? Labels) Split(CsvTable table)
    {
        int column = table.Header is null ? -1 : Array.FindIndex(table.Header, name => Names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (column < 0)
            return (table.Values, null);

        var values = table.Values.Values<float>();
        int rows = (int)table.Values.Shape[0], columns = (int)table.Values.Shape[1];
        var labels = new float[rows];
        var pixels = new float[values.Length - rows];
        for (int row = 0, target = 0; row < rows; row++)
        {
            var line = values.Slice(row * columns, columns);
            labels[row] = line[column];
            line[..column].CopyTo(pixels.AsSpan(target));
            line[(column + 1)..].CopyTo(pixels.AsSpan(target + column));
            target += columns - 1;
        }
        return (Like(pixels, [rows, columns - 1]), Like(labels, [rows]));

        NumericArray Like(float[] numbers, long[] shape) => table.Values with { Bytes = MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray(), Shape = shape };
    }
}
