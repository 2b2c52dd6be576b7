using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GenerativeVI.Data;

/// <summary>What stands before the numbers of an npy file: their type, byte order, axes and the order of the axes in memory.</summary>
internal sealed partial record NpyHeader(ElementType Type, bool IsBigEndian, bool IsColumnMajor, long[] Shape)
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header at the beginning of a file.</summary>
    public static NpyHeader Read(DataFile file)
    {
        Span<byte> start = stackalloc byte[8];
        file.Fill(start, "the npy header");
        if (!start.StartsWith(Magic))
            throw new DataException(file.FilePath, "an npy file (first bytes 93 'NUMPY')", $"first bytes {Convert.ToHexString(start[..6])}");
        if (start[6] is < 1 or > 3)
            throw new DataException(file.FilePath, "npy version 1, 2 or 3", $"version {start[6]}.{start[7]}");
        var (header, path) = (TextOf(file, version: start[6]), file.FilePath);
        var (type, isBigEndian) = TypeOf(Field(DescrPattern(), header, path, "descr"), path);
        var isColumnMajor = Field(OrderPattern(), header, path, "fortran_order") is "True" or "true";
        return new NpyHeader(type, isBigEndian, isColumnMajor, ShapeOf(Field(ShapePattern(), header, path, "shape"), path));
    }

    private static string TextOf(DataFile file, int version)
    {
        Span<byte> size = stackalloc byte[version == 1 ? 2 : 4];
        file.Fill(size, "the npy header");
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        return Encoding.UTF8.GetString(file.Take(length, "header"));
    }

    private static string Field(Regex pattern, string header, string path, string name)
        => pattern.Match(header) is { Success: true } match
            ? match.Groups[1].Value
            : throw new DataException(path, $"a header with a plain '{name}'", "none", "save a plain array of numbers with numpy.save");

    private static (ElementType Type, bool IsBigEndian) TypeOf(string descr, string path)
    {
        ElementType type = descr[1..] switch
        {
            "u1" => ElementType.UInt8,
            "i1" => ElementType.Int8,
            "b1" => ElementType.Boolean,
            "i2" => ElementType.Int16,
            "u2" => ElementType.UInt16,
            "i4" => ElementType.Int32,
            "u4" => ElementType.UInt32,
            "i8" => ElementType.Int64,
            "u8" => ElementType.UInt64,
            "f2" => ElementType.Float16,
            "f4" => ElementType.Float32,
            "f8" => ElementType.Float64,
            _ => throw new DataException(
                path, "numbers of type b1, u1 to u8, i1 to i8 or f2 to f8", $"'{descr}'", "convert them, to numpy.uint8 or numpy.float32 say"),
        };
        return (type, descr[0] switch { '>' => true, '=' or '|' => !BitConverter.IsLittleEndian, _ => false });
    }

    private static long[] ShapeOf(string tuple, string path)
    {
        var lengths = tuple.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. lengths.Select(Length)];

        // Python 2 wrote its long numbers with an L behind them.
        long Length(string text) => long.TryParse(text.EndsWith('L') ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw new DataException(path, "a shape of whole numbers", $"({tuple})");
    }

    // Other programs write the dictionary as JSON.
    [GeneratedRegex("""u?['"]descr['"]\s*:\s*u?['"]([<>|=][a-zA-Z]\d{1,3})['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*([Tt]rue|[Ff]alse)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*[(\[]([^()\[\]]*)[)\]]""")]
    private static partial Regex ShapePattern();
}
