using System.Text;

namespace GenerativeVI.Data;

/// <summary>The text of a file, whose beginning can be looked at before it is read.</summary>
internal sealed class TextSample : TextReader
{
    private const int Length = 1 << 16;
    private const string Remedy = "name its encoding with TableOptions.Encoding, such as latin1, windows-1252 or utf-16";

    private readonly DataFile file;
    private readonly StreamReader text;
    private readonly Encoding? encoding;
    private readonly bool isStrict;
    private int place;

    private TextSample(DataFile file, Encoding? encoding, bool isStrict)
    {
        (this.file, this.encoding, this.isStrict) = (file, encoding, isStrict);
        text = new StreamReader(file, encoding is null ? new UTF8Encoding(false, throwOnInvalidBytes: isStrict)
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
    /// <param name="isStrict">Whether bytes that mean nothing in UTF-8 are refused, instead of read as marks of what
    /// was lost.</param>
    /// <exception cref="DataException">It cannot be read or is not such text.</exception>
    public static TextSample Open(string path, Encoding? encoding = null, bool isStrict = true)
    {
        var file = DataFile.Open(path);
        try
        {
            return new TextSample(file, encoding, isStrict);
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
            if (isStrict && buffer[..count].Contains('\0')) throw new DataException(file.FilePath, "text",
                "a character of code 0, as UTF-16 without a byte order mark has", Remedy);
            return count;
        }
        catch (DecoderFallbackException e)
        {
            throw encoding is null ? Undecodable(e)
                : new DataException(file.FilePath, $"text in {encoding.WebName}",
                $"bytes {Bytes(e)}, which it does not have", Remedy, e);
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
        return new DataException($"{file.FilePath}, line {number}", "text in UTF-8", $"byte {Bytes(cause)}", Remedy,
            cause);
    }

    private static string Bytes(DecoderFallbackException e) => Convert.ToHexString(e.BytesUnknown ?? []);
}
