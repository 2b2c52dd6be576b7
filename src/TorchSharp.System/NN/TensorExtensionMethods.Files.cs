namespace TorchSharp;

using Modules;
using static torch;

public static partial class TensorExtensionMethods
{
    public static Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    /// <summary>The format: the element type, the number of dimensions and each size as LEB128, then the elements in row-major order, little endian.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(tensor.shape.Length);
        foreach (var size in tensor.shape) writer.Write7BitEncodedInt64(size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads what Save wrote; skip only moves on, and returns nothing.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = Header(reader);
        if (skip)
        {
            Skip(reader, type, shape);
            return null!;
        }
        var tensor = empty(shape, dtype: type, device: CPU);
        tensor.ReadBytesFromStream(reader.BaseStream);
        return tensor;
    }

    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = Header(reader);
        if (skip)
        {
            Skip(reader, type, shape);
            return;
        }
        if (type != tensor.dtype || !shape.SequenceEqual(tensor.shape))
            throw new ArgumentException($"A saved tensor of {type} [{string.Join(", ", shape)}] does not fit one of {tensor.dtype} {tensor.Sizes()}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var loaded = empty(shape, dtype: type, device: CPU);
        loaded.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(loaded);
    }

    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null) tensor.Load(reader, skip);
        else tensor = Load(reader, skip);
    }

    /// <summary>The shape as messages show it.</summary>
    internal static string Sizes(this Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static (ScalarType, long[]) Header(BinaryReader reader)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt64();
        var shape = new long[reader.Read7BitEncodedInt64()];
        for (var i = 0; i < shape.Length; i++) shape[i] = reader.Read7BitEncodedInt64();
        return (type, shape);
    }

    private static void Skip(BinaryReader reader, ScalarType type, long[] shape)
    {
        var buffer = new byte[1 << 16];
        for (var rest = shape.TotalSize() * type.ElementSize(); rest > 0; rest -= buffer.Length)
            reader.BaseStream.ReadExactly(buffer, 0, (int)Math.Min(rest, buffer.Length));
    }
}
