using System.Text;

namespace GenerativeVI.Data;

/// <summary>The text of a file, whose beginning can be looked at before it is read.</summary>
internal sealed class TextSample : TextReader
{
    private const int Length = 1 << 16;
    private const string NameIt = "name its encoding with TableOptions.Encoding, such as latin1, windows-1252 or utf-16";

    private readonly DataFile file;
    private readonly StreamReader text;
    private readonly Encoding? encoding;
    private readonly string remedy;
    private int place;

    private TextSample(DataFile file, Encoding? encoding, string? remedy)
    {
        (this.file, this.encoding, this.remedy) = (file, encoding, remedy ?? NameIt);
        text = new StreamReader(file, encoding is null ? new UTF8Encoding(false, throwOnInvalidBytes: true)
            : Strict(encoding), detectEncodingFromByteOrderMarks: true);
        var head = new char[Length];
        var count = 0;
        for (int read = 1; read > 0 && count < Length; count += read) read = Next(head.AsSpan(count));
        (Head, IsWhole) = (new string(head, 0, count), count < Length);
    }

    /// <summary>The first characters.</summary>
    public string Head { get; }

    /// <summary>Whether these are all.</summary>
    public bool IsWhole { get; }

    /// <summary>Opens a file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; UTF-8, or what its byte order mark says, when null.</param>
    /// <param name="remedy">What to do about a file of another encoding; to name it when null.</param>
    /// <exception cref="DataException">It cannot be read or is not such text.</exception>
    public static TextSample Open(string path, Encoding? encoding = null, string? remedy = null)
    {
        var file = DataFile.Open(path);
        try
        {
            return new TextSample(file, encoding, remedy);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Leaves out characters of the head that are not read yet.</summary>
    public void Skip(int count) => place += count;

    public override int Read(Span<char> buffer)
    {
        if (place >= Head.Length) return Next(buffer);
        var count = Math.Min(buffer.Length, Head.Length - place);
        Head.AsSpan(place, count).CopyTo(buffer);
        place += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek() => place < Head.Length ? Head[place] : text.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    private static Encoding Strict(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private int Next(Span<char> buffer)
    {
        try
        {
            var count = text.Read(buffer);
            if (buffer[..count].Contains('\0')) throw new DataException(file.FilePath, "text",
                "a character of code 0, as UTF-16 without a byte order mark has", remedy);
            return count;
        }
        catch (DecoderFallbackException e)
        {
            throw encoding is null ? Undecodable(e)
                : new DataException(file.FilePath, $"text in {encoding.WebName}",
                $"bytes {Bytes(e)}, which it does not have", remedy, e);
        }
    }

    private DataException Undecodable(DecoderFallbackException cause)
    {
        using var again = DataFile.Open(file.FilePath);
        using var bytes = new StreamReader(again, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        long number = 0;
        for (var line = bytes.ReadLine(); line is not null; line = bytes.ReadLine())
        {
            number++;
            if (!System.Text.Unicode.Utf8.IsValid(Encoding.Latin1.GetBytes(line))) break;
        }
        return new DataException($"{file.FilePath}, line {number}", "text in UTF-8", $"byte {Bytes(cause)}", remedy,
            cause);
    }

    private static string Bytes(DecoderFallbackException e) => Convert.ToHexString(e.BytesUnknown ?? []);
}
