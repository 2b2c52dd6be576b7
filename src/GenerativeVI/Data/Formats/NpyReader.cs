using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GenerativeVI.Data;

/// <summary>
/// Reads NumPy's npy files, versions 1 to 3: the bytes 93 "NUMPY", a version, the length of a header, the header (a Python dictionary with <c>descr</c>,
/// <c>fortran_order</c> and <c>shape</c>), then the numbers. Either byte order; plain or gzip.
/// </summary>
/// <remarks>
/// Types: unsigned and signed bytes, booleans, 16, 32 and 64-bit whole numbers, 32 and 64-bit floats; row-major order only. Objects (pickles) are never
/// unpacked. Source: the format specification in NumPy's documentation (numpy.lib.format).
/// </remarks>
public static partial class NpyReader
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads one file.</summary>
    /// <param name="path">An npy file as <c>numpy.save</c> writes it.</param>
    /// <returns>Its numbers and shape.</returns>
    /// <exception cref="DataException">The file is missing, unreadable, not npy, of another type, in column-major (Fortran) order, damaged, shorter or longer than its header says.</exception>
    public static NumericArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        Span<byte> start = stackalloc byte[8];
        file.Fill(start, "the npy header");
        if (!start.StartsWith(Magic))
            throw new DataException(path, "an npy file (first bytes 93 'NUMPY')", $"first bytes {Convert.ToHexString(start[..6])}");
        if (start[6] is < 1 or > 3)
            throw new DataException(path, "npy version 1, 2 or 3", $"version {start[6]}.{start[7]}");

        string header = HeaderOf(file, version: start[6]);
        var (type, bigEndian) = TypeOf(Field(DescrPattern(), header, path, "descr"), path);
        if (Field(OrderPattern(), header, path, "fortran_order") == "True")
            throw new DataException(path, "row-major (C) order", "column-major (Fortran) order", "save it with numpy.save(path, numpy.ascontiguousarray(a))");
        var shape = ShapeOf(Field(ShapePattern(), header, path, "shape"), path);

        var bytes = file.Take(NumericArray.BytesFor(shape, type, path), "numbers");
        file.ExpectEnd();
        string fingerprint = file.Fingerprint;
        if (bigEndian == BitConverter.IsLittleEndian)
            NumericArray.ReverseEach(bytes, type);
        return new NumericArray(path, type, bytes, shape) { Fingerprint = fingerprint };
    }

    private static string HeaderOf(DataFile file, int version)
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

    private static (ElementType Type, bool BigEndian) TypeOf(string descr, string path)
    {
        ElementType type = descr[1..] switch
        {
            "u1" => ElementType.UInt8,
            "i1" => ElementType.Int8,
            "b1" => ElementType.Boolean,
            "i2" => ElementType.Int16,
            "i4" => ElementType.Int32,
            "i8" => ElementType.Int64,
            "f4" => ElementType.Float32,
            "f8" => ElementType.Float64,
            _ => throw new DataException(path, "numbers of type u1, i1, b1, i2, i4, i8, f4 or f8", $"'{descr}'", "convert them, to numpy.uint8 or numpy.float32 say"),
        };
        return (type, descr[0] switch { '>' => true, '=' or '|' => !BitConverter.IsLittleEndian, _ => false });
    }

    private static long[] ShapeOf(string tuple, string path)
    {
        var lengths = tuple.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. lengths.Select(length => long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new DataException(path, "a shape of whole numbers", $"({tuple})"))];
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>|=][a-zA-Z]\d{1,3})['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^()]*)\)""")]
    private static partial Regex ShapePattern();
}
