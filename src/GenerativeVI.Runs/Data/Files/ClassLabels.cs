using System.Globalization;
using System.Numerics;

namespace GenerativeVI.Data;

/// <summary>Classes by number. Whole numbers are their own; words are numbered in the order of the alphabet as the training part has them, and every other part keeps to those.</summary>
internal sealed class ClassLabels
{
    private string[]? _words;

    /// <summary>The words of the classes 0, 1, …; null where classes are numbers.</summary>
    public IReadOnlyList<string>? Words => _words;

    /// <summary>Whole numbers as class labels.</summary>
    public static long[] Of(NumericArray array)
    {
        return array.Type switch
        {
            ElementType.Int8 => Whole<sbyte>(),
            ElementType.Int16 => Whole<short>(),
            ElementType.UInt16 => Whole<ushort>(),
            ElementType.Int32 => Whole<int>(),
            ElementType.UInt32 => Whole<uint>(),
            ElementType.Int64 => Whole<long>(),
            ElementType.UInt64 => Whole<ulong>(),
            ElementType.Float16 => Whole<Half>(),
            ElementType.Float32 => Whole<float>(),
            ElementType.Float64 => Whole<double>(),
            _ => Whole<byte>(),
        };

        long[] Whole<T>() where T : unmanaged, INumber<T>
        {
            var values = array.Values<T>();
            var labels = new long[values.Length];
            for (int i = 0; i < labels.Length; i++)
                labels[i] = T.IsInteger(values[i]) ? long.CreateSaturating(values[i]) : throw new DataException(array.Source, "whole numbers as labels", $"{values[i]} at {i}");
            return labels;
        }
    }

    /// <summary>Cells of a column as class labels.</summary>
    /// <param name="cells">Whole numbers or words.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="lines">The line of each cell.</param>
    public long[] Of(IReadOnlyList<string> cells, string source, IReadOnlyList<long>? lines = null)
    {
        var empty = cells.TakeWhile(cell => cell.Length > 0).Count();
        if (empty < cells.Count) throw new DataException(lines is null ? source : $"{source}, line {lines[empty]}", "a label", "none", "fill it in or leave the row out");
        if (_words is null && cells.All(cell => Number(cell) is not null)) return [.. cells.Select(cell => Number(cell)!.Value)];
        var words = cells.Select(Canonical).ToArray();
        _words ??= Ordered(words.Distinct(StringComparer.Ordinal));
        var numbers = _words.Select((word, number) => (word, number)).ToDictionary(pair => pair.word, pair => (long)pair.number, StringComparer.Ordinal);
        return [.. words.Select((word, i) => numbers.TryGetValue(word, out var number)
            ? number
            : throw new DataException(
                lines is null ? source : $"{source}, line {lines[i]}", $"one of the classes of the training images ({Listed(_words)})", $"'{word}'", "correct it, or put images of this class among the training images"))];
    }

    /// <summary>Names in the order of their numbers where all are whole numbers, else of the alphabet.</summary>
    public static string[] Ordered(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.All(name => Number(name) is not null)
            ? [.. all.OrderBy(name => Number(name)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. all.Order(StringComparer.Ordinal)];
    }

    private static string Listed(string[] words) => string.Join(", ", words.Take(12)) + (words.Length > 12 ? ", …" : "");

    // TRUE, True and true are one class, as other programs write it.
    private static string Canonical(string cell) => cell.ToLowerInvariant() is var lower and ("true" or "false") ? lower : cell;

    private static long? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsInteger(value) && Math.Abs(value) < 1L << 53 ? (long)value : null;
}
