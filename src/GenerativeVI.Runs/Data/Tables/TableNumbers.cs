namespace GenerativeVI.Data;

/// <summary>Finds how the numbers of a table are written, and rewrites those that are not plain: decimal commas, groups
/// of digits, signs of per cent and of currencies.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="header">The names of the columns.</param>
/// <param name="rows">The cells, which change.</param>
/// <param name="lines">The lines that the rows stand on.</param>
internal sealed class TableNumbers(string path, IReadOnlyList<string> header, List<string[]> rows,
    IReadOnlyList<long> lines)
{
    private const string OneWay = "write all of them in one way";
    private const string Remedy = "say how numbers are written: TableOptions.Numbers = Point (1,234.5) or TableOptions.Numbers = Comma (1.234,5)";

    private (int Row, int Column)? pointed, commaed, unclear;

    private enum Content
    {
        Words,
        PlainNumbers,
        OddNumbers,
    }

    /// <summary>Rewrites the table.</summary>
    /// <param name="said">The format; found out when null.</param>
    /// <param name="like">A table whose format and units are expected; null for none.</param>
    /// <param name="note">Told of the columns that are not plain.</param>
    /// <returns>The format, and the unit of every column that has one.</returns>
    /// <exception cref="DataException">The numbers are written in two ways, or nothing tells in which.</exception>
    public (NumberFormat Format, IReadOnlyDictionary<string, char> Units) Normalize(NumberFormat? said, Table? like,
        Action<string> note)
    {
        var contents = Enumerable.Range(0, header.Count).Select(ContentOf).ToArray();
        var expected = said ?? like?.Numbers;
        if (contents.Contains(Content.OddNumbers) || expected is not null)
        {
            foreach (var column in Enumerable.Range(0, header.Count)
                .Where(column => contents[column] != Content.Words)) Gather(column);
        }
        var format = expected ?? Decide();
        if (expected is not null && (format == NumberFormat.Point ? commaed : pointed) is { } other)
            throw new DataException(Place(other),
                $"numbers with a decimal {(format == NumberFormat.Point ? "point" : "comma")}, {(said is null ? "as in the training rows" : "as TableOptions.Numbers says")}", $"'{Cell(other)}'", said is null ? OneWay : $"leave out TableOptions.Numbers, or {OneWay}");
        var units = new Dictionary<string, char>(StringComparer.Ordinal);
        foreach (var column in Enumerable.Range(0, header.Count))
        {
            if (contents[column] == Content.OddNumbers
                || (contents[column] == Content.PlainNumbers && format == NumberFormat.Comma)) Rewrite(column, format,
                units, note);
        }
        foreach (var name in like is null ? [] : header.Intersect(like.Header))
        {
            var (here, there) = (units.GetValueOrDefault(name), like!.Units.GetValueOrDefault(name));
            if (here != there) throw new DataException($"{path}, column \"{name}\"",
                $"numbers {Of(there)}, as in the training rows", $"numbers {Of(here)}", "write both in one unit");
        }
        return (format, units);
    }

    private static string Of(char unit) => unit == NumberText.NoUnit ? "without a unit" : $"with {unit}";

    private Content ContentOf(int column)
    {
        var (numbers, seen, isOdd, stray, different) =
            (0, 0, false, (int?)null, new HashSet<string>(StringComparer.Ordinal));
        for (var row = 0; row < rows.Count; row++)
        {
            var cell = rows[row][column];
            if (TableReader.IsMissing(cell)) continue;
            seen++;
            var isPlain = NumberText.HasPlainCharacters(cell) && cell.AsSpan().ContainsAnyInRange('0', '9');
            if (!isPlain && !NumberText.IsNumber(cell))
            {
                stray ??= row;
                continue;
            }
            (numbers, isOdd) = (numbers + 1, isOdd | !isPlain);
            if (different.Count <= TableCells.FewNumbers) different.Add(cell);
        }
        if (numbers == 0) return Content.Words;
        if (stray is null) return isOdd ? Content.OddNumbers : Content.PlainNumbers;
        if (!isOdd || 2 * numbers <= seen || different.Count <= TableCells.FewNumbers) return Content.Words;
        throw new DataException(Place((stray.Value, column)), "a number, as in most other rows",
            $"'{rows[stray.Value][column]}'", "correct it or leave the row out");
    }

    private void Gather(int column)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<char> cell = rows[row][column];
            if (!cell.ContainsAny(',', '.')) continue;
            var (point, comma) =
                (NumberText.Read(cell, NumberFormat.Point) is not null,
                NumberText.Read(cell, NumberFormat.Comma) is not null);
            if (point && !comma) pointed ??= (row, column);
            else if (comma && !point) commaed ??= (row, column);
            else if (point && cell.Contains(',')) unclear ??= (row, column);
        }
    }

    private NumberFormat Decide() => (pointed, commaed, unclear) switch
    {
        ({ } point, { } comma, _) =>
            throw new DataException(path, "numbers written in one way",
            $"'{Cell(point)}' on line {lines[point.Row]} and '{Cell(comma)}' on line {lines[comma.Row]}", OneWay),
        (null, { }, _) => NumberFormat.Comma,
        (null, null, { } either) =>
            throw new DataException(Place(either), "a number that can be read in one way", $"'{Cell(either)}'", Remedy),
        _ => NumberFormat.Point,
    };

    private void Rewrite(int column, NumberFormat format, Dictionary<string, char> units, Action<string> note)
    {
        var (unit, isGrouped) = (((char Sign, int Row)?)null, false);
        for (var row = 0; row < rows.Count; row++)
        {
            var cell = rows[row][column];
            if (TableReader.IsMissing(cell)) continue;
            if (NumberText.Read(cell, format) is not var (plain, sign, grouped)) throw new DataException(
                Place((row, column)), $"a number with a decimal {(format == NumberFormat.Point ? "point" : "comma")}",
                $"'{cell}'", Remedy);
            unit ??= (sign, row);
            if (unit.Value.Sign != sign) throw new DataException(Place((row, column)),
                $"a number {Of(unit.Value.Sign)}, as on line {lines[unit.Value.Row]}", $"'{cell}'",
                "write all of them in one unit");
            (rows[row][column], isGrouped) = (plain, isGrouped | grouped);
        }
        if (unit is { Sign: not NumberText.NoUnit and var one }) units[header[column]] = one;
        string[] found =
        [
            .. format == NumberFormat.Comma && !isGrouped ? ["decimal commas"] : (string[])[], .. isGrouped
                ? [$"groups of three digits, such as {(format == NumberFormat.Comma ? "1.234,5" : "1,234.5")}"]
                : (string[])[],
            .. unit is { Sign: not NumberText.NoUnit and var mark } ? [$"the sign {mark}, which is left out"]
                : (string[])[],
        ];
        if (found.Length > 0) note($"{path}, column \"{header[column]}\": numbers with {string.Join(" and ", found)}.");
    }

    private string Cell((int Row, int Column) place) => rows[place.Row][place.Column];

    private string Place((int Row, int Column) place) =>
        $"{path}, line {lines[place.Row]}, column \"{header[place.Column]}\"";
}
