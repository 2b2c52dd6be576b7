namespace GenerativeVI.Tensors;

/// <summary>The memory of tensors of any size, in pieces that a span can hold, and what readers and writers of files need to know of element types.</summary>
internal static class TensorBytes
{
    private const long Piece = 1 << 28;

    /// <summary>Axes beyond which torch's own kernels give up.</summary>
    public const int MostAxes = 64;

    public delegate void Visitor(Span<byte> bytes);

    /// <summary>Visits a contiguous tensor's memory on the CPU from front to end.</summary>
    public static void Visit(Tensor tensor, Visitor visit)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().view(-1);
        for (long first = 0, count = flat.numel(); first < count; first += Piece)
            visit(flat.narrow(0, first, Math.Min(Piece, count - first)).bytes);
    }

    /// <summary>Turns the bytes of every element around.</summary>
    public static void Reverse(Span<byte> bytes, int elementSize)
    {
        for (; bytes.Length > 0; bytes = bytes[elementSize..]) bytes[..elementSize].Reverse();
    }

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), $"type: {type} is not a type of numbers that files hold."),
    };

    /// <summary>The bytes of a tensor, exact in 128 bits so that hostile lengths cannot wrap around; null where a length is negative, or one beside a zero is
    /// beyond what torch can count.</summary>
    public static Int128? Length(IReadOnlyCollection<long> shape, int elementSize)
    {
        // As if zeros were ones: torch multiplies the lengths of an empty tensor too.
        Int128 bytes = elementSize;
        foreach (var length in shape)
        {
            if (length < 0) return null;
            bytes *= Math.Max(1, length);
            if (bytes > long.MaxValue) return null;
        }
        return shape.Contains(0) ? 0 : bytes;
    }
}
