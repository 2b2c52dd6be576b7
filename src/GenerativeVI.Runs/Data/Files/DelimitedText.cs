using System.Text;
using nietras.SeparatedValues;

namespace GenerativeVI.Data;

/// <summary>
/// The rows of a text file with a separator between fields: a comma, semicolon or tab, or blanks; what a first line
/// such as "sep=;" names, else what gives every row as many fields. Quoted
/// fields may hold separators, line breaks and doubled quotes; blanks around fields and empty lines are dropped. A row
/// at a time is in memory.
/// </summary>
internal sealed class DelimitedText : IDisposable
{
    private readonly TextSample text;
    private readonly SepReader? reader;
    private readonly string path;
    private readonly List<Range> words = [];
    private string row = "";
    private long next = 1;

    private DelimitedText(string path, TextSample text)
    {
        (this.path, this.text) = (path, text);
        var named = Data.Separator.Named(text.Head);
        if (named is { Length: var skipped })
        {
            text.Skip(skipped);
            next++;
        }
        Separator = named?.Mark ?? Data.Separator.Of(text.Head, text.IsWhole);
        if (Separator == ' ') return;
        try
        {
            reader = Sep.New(Separator)
                .Reader(options =>
                options with { HasHeader = false, DisableColCountCheck = true, Unescape = true, Trim = SepTrim.All })
                .From(text);
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{path}, line 1", "a separator such as ; or ,", $"'{Separator}'", cause: e);
        }
    }

    /// <summary>What stands between fields.</summary>
    public char Separator { get; }

    /// <summary>The fields of the row.</summary>
    public int Count => reader is null ? words.Count : reader.Current.ColCount;

    /// <summary>The line of the file that the row begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>A field of the row, valid until the next one is read.</summary>
    public ReadOnlySpan<char> this[int field] => reader is null ? row.AsSpan(words[field]).Trim('"')
        : reader.Current[field].Span.Trim();

    /// <summary>A field counted from the end.</summary>
    public ReadOnlySpan<char> this[Index field] => this[field.GetOffset(Count)];

    /// <summary>Opens a file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; UTF-8, or what its byte order mark says, when null.</param>
    /// <param name="remedy">What to do about a file of another encoding; to name it when null.</param>
    /// <exception cref="DataException">It cannot be read or is not text of this encoding.</exception>
    public static DelimitedText Open(string path, Encoding? encoding = null, string? remedy = null)
    {
        var text = TextSample.Open(path, encoding, remedy);
        try
        {
            return new DelimitedText(path, text);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>The fields of the row as texts.</summary>
    public string[] Fields()
    {
        var fields = new string[Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = this[i].ToString();
        return fields;
    }

    /// <summary>Goes on to the next row that is not empty.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DataException">The file is damaged, a quote is not closed, or a row is too long to be
    /// one.</exception>
    public bool Read()
    {
        while (reader is null ? ReadWords() : ReadFields())
        {
            if (Count > 1 || (Count == 1 && !this[0].IsEmpty)) return true;
        }
        return false;
    }

    public void Dispose()
    {
        reader?.Dispose();
        text.Dispose();
    }

    private bool ReadWords()
    {
        if (text.ReadLine() is not { } line) return false;
        (row, Line) = (line, next++);
        words.Clear();
        for (var i = 0; i < row.Length; i++)
        {
            if (char.IsWhiteSpace(row[i])) continue;
            var start = i;
            while (i < row.Length && !char.IsWhiteSpace(row[i])) i++;
            words.Add(start..i);
        }
        return true;
    }

    private bool ReadFields()
    {
        try
        {
            if (!reader!.MoveNext()) return false;
        }
        catch (Exception e) when (
            e is NotSupportedException or InvalidDataException or ArgumentException or OverflowException)
        {
            throw new DataException($"{path}, line {next}", "a row of at most 16 million characters", "a longer one",
                "a quote may not be closed", e);
        }
        Line = next;
        var content = reader.Current.Span;
        if (content.Contains('"'))
        {
            if (content.Count('"') % 2 == 1) throw new DataException($"{path}, line {Line}", "a closing quote",
                "the end of the file", "close it, or double a quote that is meant");
            next += LineBreaks(content);
        }
        next++;
        return true;
    }

    private static int LineBreaks(ReadOnlySpan<char> content)
    {
        var count = 0;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n'
                || (content[i] == '\r' && (i + 1 == content.Length || content[i + 1] != '\n'))) count++;
        }
        return count;
    }
}
