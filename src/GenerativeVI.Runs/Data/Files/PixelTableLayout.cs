using System.Globalization;
using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>What the columns of a table of pixels are, as its first line shows: a header or numbers, the column of labels, and one that only counts.</summary>
internal sealed class PixelTableLayout
{
    // So many columns that count from 0 or 1 are no picture.
    private const int SurelyCounting = 16;

    private static readonly string[] LabelNames = ["label", "labels", "class", "target", "y"];

    private readonly string _path;
    private readonly bool _hasIndex;

    /// <summary>The layout of a file.</summary>
    /// <param name="first">The fields of its first line.</param>
    /// <param name="labels">Where the labels stand; null to go by the header.</param>
    /// <param name="isPixels">Whether it is a table of pixels; of other numbers nothing is guessed but the header.</param>
    /// <param name="path">Its name, for messages.</param>
    public PixelTableLayout(string[] first, LabelColumn? labels, bool isPixels, string path)
    {
        _path = path;
        var fields = first is [_, .., ""] ? first[..^1] : first;
        Columns = fields.Length;
        var isCounting = Columns >= SurelyCounting && Step(fields) == 1 && double.Parse(fields[0], CultureInfo.InvariantCulture) is 0 or 1;
        var word = isPixels && labels != LabelColumn.None ? LabelledRow(fields, labels is null ? 3 : 2) : -1;
        if (isCounting || (word < 0 && !fields.All(field => CsvNumbers.IsNumber(field)))) Header = fields;
        if (isCounting) Remarks.Add($"{Path.GetFileName(path)}: its first line counts the columns and was taken for a header.");
        _hasIndex = isPixels && Header is ["" or ['U', 'n', 'n', 'a', 'm', 'e', 'd', ':', ..], _, ..];
        var start = _hasIndex ? 1 : 0;
        LabelIndex = labels switch
        {
            LabelColumn.First => start,
            LabelColumn.Last => Columns - 1,
            LabelColumn.None => -1,
            _ when Header is not null => Array.FindIndex(Header, IsLabelName),
            _ => word,
        };
        if (labels is null && isPixels && Header is null && word < 0) MayHideLabels = IsImage(Columns - 1) && !IsImage(Columns);
    }

    /// <summary>The columns of the file.</summary>
    public int Columns { get; }

    /// <summary>The columns that hold numbers.</summary>
    public int NumberColumns => LabelIndex < 0 ? Columns : Columns - 1;

    /// <summary>Their names, or null.</summary>
    public string[]? Header { get; }

    /// <summary>The column of labels; −1 for none.</summary>
    public int LabelIndex { get; }

    /// <summary>How the first line was understood where that is worth saying.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Whether the columns are the pixels of a square image and one more.</summary>
    private bool MayHideLabels { get; }

    public static bool IsLabelName(string name) => LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The table without a column that only counts its rows; refused where a column of labels may be among the pixels.</summary>
    /// <exception cref="DataException">A column without a name does not count, or the labels may be in the first or last column.</exception>
    public PixelTable WithoutIndex(PixelTable table)
    {
        var (rows, columns) = ((int)table.Pixels.Shape[0], (int)table.Pixels.Shape[1]);
        if (MayHideLabels && (IsLabelLike(Column(table, 0)) || IsLabelLike(Column(table, columns - 1))))
        {
            throw new DataException(
                _path, "a header that names the column of labels", $"{columns} columns without a header, the {columns - 1} pixels of a square image and one more",
                "say with ImageOptions.Labels whether it is first or last, or none if all of them are pixels");
        }
        if (!_hasIndex) return table;
        if (columns < 2) throw new DataException(_path, "pixels beside the first column", "none");
        if (Column(table, 0) is var index && (!index.All(float.IsInteger) || index.Distinct().Count() != rows))
            throw new DataException(_path, "a name above every column of pixels", "none above the first, which does not count the rows either", "name it, or take it out");
        var values = table.Pixels.Values<float>();
        var pixels = new float[rows * (columns - 1)];
        for (var row = 0; row < rows; row++) values.Slice(row * columns + 1, columns - 1).CopyTo(pixels.AsSpan(row * (columns - 1)));
        return table with
        {
            Pixels = table.Pixels with { Bytes = MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray(), Shape = [rows, columns - 1] },
            Remarks = [.. table.Remarks, $"{Path.GetFileName(_path)}: its first column, which has no name and counts the rows, was left out."],
        };
    }

    private static float[] Column(PixelTable table, int column)
    {
        var values = table.Pixels.Values<float>();
        var columns = (int)table.Pixels.Shape[1];
        var cells = new float[table.Pixels.Shape[0]];
        for (var row = 0; row < cells.Length; row++) cells[row] = values[row * columns + column];
        return cells;
    }

    /// <summary>Whether a column may be one of labels: few different whole numbers.</summary>
    private static bool IsLabelLike(float[] cells)
    {
        const int most = 100;
        return cells.All(float.IsInteger) && cells.Distinct().Count() <= Math.Min(most, Math.Max(2, cells.Length / 2));
    }

    /// <summary>The place of the only word of a first line that is a row already: numbers and a label at either end. −1 where it is none.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="fewest">The fewest fields that tell; two, where it is known that there are labels.</param>
    private static int LabelledRow(string[] fields, int fewest)
    {
        if (fields.Length < fewest) return -1;
        var word = CsvNumbers.IsNumber(fields[0]) ? fields.Length - 1 : 0;
        string[] others = [.. fields[..word], .. fields[(word + 1)..]];
        return fields[word].Length > 0 && !CsvNumbers.IsNumber(fields[word]) && !IsLabelName(fields[word]) && others.All(field => CsvNumbers.IsNumber(field)) && Step(others) != 1
            ? word : -1;
    }

    /// <summary>What each number is more than the one before, the same for all; null where they are no numbers or it differs.</summary>
    private static double? Step(string[] fields)
    {
        double? step = null, last = null;
        foreach (var field in fields)
        {
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return null;
            if (last is { } before && (step ??= value - before) != value - before) return null;
            last = value;
        }
        return step;
    }

    /// <summary>Whether so many numbers are a square image, gray or in colour.</summary>
    private static bool IsImage(int count) => count >= 16 && (IsSquare(count) || (count % 3 == 0 && IsSquare(count / 3)));

    private static bool IsSquare(int count) => (int)Math.Sqrt(count) is var side && side * side == count;
}
