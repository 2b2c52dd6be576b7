using System.Globalization;
using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>A table is what it says and not how it is written: any numbers and words, in any dialect, are read as they
/// are in the plainest one.</summary>
public sealed class TableLaws : IDisposable
{
    private static readonly int Cases = Effort.Draws(2000, 300);
    private static readonly string[] Words =
        ["red", "blue, dark", "grün", "a \"b\"", "two\nlines", "x;y", "tab\tbed", "NAN?", "5 or more"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryDialect_IsReadAsThePlainestOne()
    {
        var random = new Random(1);
        for (var trial = 0; trial < Cases; trial++)
        {
            var (header, rows) = Content(random);
            var dialect = new Dialect(random);
            var path = folder.Write("t.csv", dialect.Write(header, rows));
            var table = TableReader.Read(path, new TableOptions { Encoding = dialect.Said, Named = header[^1] });
            Assert.True(header.SequenceEqual(table.Header),
                $"case {trial}, {dialect}: header {string.Join("|", table.Header)}");
            Assert.Equal(rows.Count, table.Rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                for (var column = 0; column < header.Length; column++)
                {
                    var cell = table.Rows[row][column];
                    var isRight = rows[row][column] switch
                    {
                        double number =>
                            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
                            && read == number,
                        var word => (string)word == cell,
                    };
                    Assert.True(isRight,
                        $"case {trial}, {dialect}: row {row}, column {column}: expected {rows[row][column]}, found {cell}\n{File.ReadAllText(path)}");
                }
            }
        }
    }

    // A column is of numbers or of words; the first is of numbers with fractions, so that their format can be told.
    private static (string[] Header, List<object[]> Rows) Content(Random random)
    {
        var columns = random.Next(2, 6);
        var isWords = Enumerable.Range(0, columns).Select(column => column > 0 && random.Next(3) == 0).ToArray();
        string[] header =
            [.. Enumerable.Range(0, columns).Select(column => $"{(column == 1 ? "größe, cm" : "name")} {column}")];
        var rows = Enumerable.Range(0, random.Next(3, 30))
            .Select(_ =>
            isWords.Select((isWord, column) => isWord ? (object)Words[random.Next(Words.Length)] : Number(column))
            .ToArray()).ToList();
        return (header, rows);

        double Number(int column) => column == 0 ? Math.Round(random.NextDouble() * 10 + 0.5, 2) : random.Next(4) switch
        {
            0 => random.Next(-5, 5),
            1 => random.Next(-2_000_000, 2_000_000),
            2 => Math.Round(random.NextDouble() * 1e5, 2),
            _ => Math.Round(random.NextDouble() - 0.5, 6),
        };
    }

    /// <summary>One way to write a table.</summary>
    private sealed class Dialect
    {
        private readonly Random random;
        private readonly char separator;
        private readonly bool hasComma, isGrouped, isQuoted, endsInSeparator, namesSeparator, hasIndex;
        private readonly string lineEnd;
        private readonly Encoding encoding;
        private readonly bool hasMark;

        public Dialect(Random random)
        {
            this.random = random;
            separator = new[] { ',', ';', '\t', '|' }[random.Next(4)];
            (hasComma, isGrouped, isQuoted) = (random.Next(2) == 0, random.Next(3) == 0, random.Next(3) == 0);
            (endsInSeparator, namesSeparator, hasIndex) =
                (random.Next(4) == 0, random.Next(4) == 0, random.Next(4) == 0);
            lineEnd = new[] { "\n", "\r\n" }[random.Next(2)];
            encoding =
                new Encoding[] { new UTF8Encoding(false), Encoding.Latin1, Encoding.Unicode,
                new UTF8Encoding(true) }[random.Next(4)];
            hasMark = encoding.GetPreamble().Length > 0;
        }

        public Encoding? Said => hasMark || encoding is UTF8Encoding ? null : encoding;

        public byte[] Write(string[] header, List<object[]> rows)
        {
            var text = new StringBuilder();
            if (namesSeparator) text.Append("sep=").Append(separator).Append(lineEnd);
            Line(hasIndex ? ["", .. header] : header);
            for (var row = 0; row < rows.Count; row++) Line(
                [.. hasIndex ? [$"{row}"] : (string[])[], .. rows[row].Select(Text)]);
            return [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];

            void Line(IEnumerable<string> cells) => text.AppendJoin(separator, cells.Select(Field))
                .Append(endsInSeparator ? $"{separator}" : "").Append(lineEnd);
        }

        public override string ToString() =>
            $"'{separator}', decimal {(hasComma ? "comma" : "point")}, grouped {isGrouped}, {encoding.WebName}, mark {hasMark}, trailing {endsInSeparator}, sep= {namesSeparator}, index {hasIndex}";

        private string Text(object cell)
        {
            if (cell is not double number) return (string)cell;
            var format = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
            if (hasComma) (format.NumberDecimalSeparator, format.NumberGroupSeparator) = (",", ".");
            return number.ToString(isGrouped ? "#,##0.######" : "0.######", format);
        }

        private string Field(string cell)
        {
            var needs = cell.AsSpan().ContainsAny(['"', '\n', separator, ',', ';', '\t']);
            return needs || (isQuoted && random.Next(2) == 0)
                ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
        }
    }
}
