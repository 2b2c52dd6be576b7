using System.Buffers.Binary;

namespace GenerativeVI.Data;

/// <summary>
/// Reads idx files, the format of MNIST: two zero bytes, a type code, the number of axes, each axis's length as a big-endian 32-bit number, then the numbers,
/// big-endian, last axis fastest. Plain or gzip, told by the first bytes.
/// </summary>
/// <remarks>
/// Type codes: 8 unsigned byte, 9 signed byte, 0B 16-bit, 0C 32-bit, 0D float, 0E double. Type, axes and length are checked exactly; no more is allocated than the file can hold.
/// Source: the description of the format on the MNIST database's page.
/// </remarks>
public static class IdxReader
{
    private const int MaximumRank = 8;

    /// <summary>Reads one file.</summary>
    /// <param name="path">An idx file, plain or gzip.</param>
    /// <returns>Its numbers; MNIST's images are [N, 28, 28] unsigned bytes, its labels [N].</returns>
    /// <exception cref="DataException">The file is missing, unreadable, not idx, damaged, shorter or longer than its header says.</exception>
    public static NumericArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        Span<byte> magic = stackalloc byte[4];
        file.Fill(magic, "the idx header");
        if (magic[0] != 0 || magic[1] != 0 || TypeOf(magic[2]) is not { } type || magic[3] is 0 or > MaximumRank)
            throw new DataException(path, "an idx file (first bytes 00 00, a type from 08 to 0E, and 1 to 8 axes)", $"first bytes {Convert.ToHexString(magic)}");

        var shape = new long[magic[3]];
        Span<byte> axis = stackalloc byte[4];
        for (int i = 0; i < shape.Length; i++)
        {
            file.Fill(axis, "the idx header");
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(axis);
        }
        var bytes = file.Take(NumericArray.BytesFor(shape, type, path), "numbers");
        file.ExpectEnd();
        string fingerprint = file.Fingerprint;
        if (BitConverter.IsLittleEndian)
            NumericArray.ReverseEach(bytes, type);
        return new NumericArray(path, type, bytes, shape) { Fingerprint = fingerprint };
    }

    private static ElementType? TypeOf(byte code) => code switch
    {
        0x08 => ElementType.UInt8,
        0x09 => ElementType.Int8,
        0x0B => ElementType.Int16,
        0x0C => ElementType.Int32,
        0x0D => ElementType.Float32,
        0x0E => ElementType.Float64,
        _ => null,
    };
}
