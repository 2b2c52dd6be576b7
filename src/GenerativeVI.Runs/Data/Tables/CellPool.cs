namespace GenerativeVI.Data;

/// <summary>Makes text of fields; a text that a column has again and again is kept once.</summary>
internal sealed class CellPool
{
    private const int MostTexts = 256, LongestText = 32;
    private readonly List<Dictionary<string, string>?> columns = [];

    /// <summary>The fields of a row.</summary>
    public string[] Fields(DelimitedText row)
    {
        var fields = new string[row.Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = Text(i, row[i]);
        return fields;
    }

    private string Text(int column, ReadOnlySpan<char> field)
    {
        if (field.IsEmpty) return "";
        while (columns.Count <= column) columns.Add([]);
        if (columns[column] is not { } known || field.Length > LongestText) return field.ToString();
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(field, out var text)) return text;
        text = field.ToString();
        // Numbers that all differ are not worth looking for.
        if (known.Count >= MostTexts) columns[column] = null;
        else known.Add(text, text);
        return text;
    }
}
