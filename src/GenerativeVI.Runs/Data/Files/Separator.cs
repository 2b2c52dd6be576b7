namespace GenerativeVI.Data;

/// <summary>Finds what stands between the fields of a text: the character that gives every row as many.</summary>
internal static class Separator
{
    private const int MostRows = 50;
    private static readonly char[] Candidates = [';', '\t', ',', '|', ' '];

    /// <summary>The separator that the first line names, as "sep=;" does for spreadsheets, and the length of that line;
    /// null where it names none.</summary>
    public static (char Mark, int Length)? Named(string head)
    {
        var end = head.AsSpan().IndexOfAny('\r', '\n');
        var line = head.AsSpan(0, end < 0 ? head.Length : end);
        var bare = line.Trim('"');
        if (bare.Length != 5 || !bare.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return null;
        var rest = head.AsSpan(line.Length);
        return (bare[4], line.Length + (rest.StartsWith("\r\n") ? 2 : rest.Length > 0 ? 1 : 0));
    }

    /// <summary>The separator of a text; a comma where it has a single column.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    public static char Of(string head, bool isWhole)
    {
        var rows = Rows(head, isWhole);
        if (rows.Count == 0) return ',';
        // Numbers in columns may have tabs and blanks between them in any mixture; words between tabs may hold blanks.
        if (Words(rows[0]).All(word => NumberText.IsPlain(word))) return ' ';
        var fitting = Candidates.Where(mark => Fits(rows, mark)).ToArray();
        if (fitting.Contains(' ') && fitting.Contains(',') && AreNumbers(rows, ' ')
            && !AreNumbers(rows, ',')) return ' ';
        if (fitting.Length > 0) return fitting[0];
        return Candidates.Where(mark => rows[0].Trim().Contains(mark)).DefaultIfEmpty(',')
            .MaxBy(mark => Agreement(rows, mark));
    }

    // A header may be one short, or end in a separator of its own.
    private static bool Fits(List<string> rows, char mark)
    {
        var counts = rows.Select(row => Count(row, mark)).ToArray();
        var usual = counts[^1];
        return usual > 1 && Math.Abs(counts[0] - usual) <= 1 && counts.Skip(1).All(count => count == usual);
    }

    private static int Agreement(List<string> rows, char mark) => rows.Select(row => Count(row, mark))
        .Where(count => count > 1).GroupBy(count => count).Select(group => group.Count()).DefaultIfEmpty(0).Max();

    private static bool AreNumbers(List<string> rows, char mark) =>
        rows.Skip(1)
            .All(row => (mark == ' ' ? Words(row) : row.Split(mark))
            .All(field => NumberText.IsNumber(field.Trim().Trim('"'))));

    private static int Count(string row, char mark)
    {
        if (mark == ' ') return Words(row).Length;
        var (count, isQuoted) = (1, false);
        foreach (var c in row)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == mark && !isQuoted) count++;
        }
        return count;
    }

    private static string[] Words(string row) => row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // Line breaks in quotes belong to a field.
    private static List<string> Rows(string head, bool isWhole)
    {
        var (rows, start, isQuoted) = (new List<string>(), 0, false);
        for (var i = 0; i < head.Length && rows.Count < MostRows; i++)
        {
            if (head[i] == '"') isQuoted = !isQuoted;
            else if (head[i] is '\n' or '\r' && !isQuoted) Add(start, start = i + 1);
        }
        if (rows.Count < MostRows && (isWhole || rows.Count == 0)) Add(start, head.Length + 1);
        return rows;

        void Add(int from, int next)
        {
            var row = head[from..Math.Min(head.Length, next - 1)];
            if (!string.IsNullOrWhiteSpace(row)) rows.Add(row);
        }
    }
}
