using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>Writes NumPy's npy files, version 1: row-major, little endian. <c>numpy.load</c> and <see cref="NpyReader"/> read them.</summary>
public static class NpyWriter
{
    // The numbers begin at a multiple of it, as the format asks for.
    private const int Alignment = 64;

    /// <summary>Writes a tensor, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">Any shape and device; float32, float64, float16, int64, int32, int16, int8, uint8 or bool.</param>
    /// <exception cref="ArgumentException">NumPy has no such type.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public static void Write(string path, Tensor values)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var scope = NewDisposeScope();
        var numbers = values.detach().cpu().contiguous();
        var header = Header(TypeOf(values.dtype), values.shape);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            TensorBytes.Visit(numbers, bytes => stream.Write(bytes));
        });
    }

    private static byte[] Header(string type, long[] shape)
    {
        // A tuple of one has a comma in Python.
        var tuple = string.Concat(shape.Select(length => length.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd(shape.Length > 1 ? [',', ' '] : [' ']);
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({tuple}), }}";
        const int prefix = 10;
        var length = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment - prefix;
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, 0, 0, .. Encoding.ASCII.GetBytes(text.PadRight(length - 1)), (byte)'\n'];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)length);
        return header;
    }

    private static string TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float64 => "<f8",
        ScalarType.Float32 => "<f4",
        ScalarType.Float16 => "<f2",
        ScalarType.Int64 => "<i8",
        ScalarType.Int32 => "<i4",
        ScalarType.Int16 => "<i2",
        ScalarType.Int8 => "|i1",
        ScalarType.Byte => "|u1",
        ScalarType.Bool => "|b1",
        _ => throw new ArgumentException($"values: NumPy has no type for {type}; convert them to float32 first."),
    };
}
