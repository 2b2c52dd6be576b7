using System.Buffers.Binary;
using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI.Training;

/// <summary>
/// The safetensors format: eight bytes of header length (little endian), a JSON header {name: {dtype, shape, data_offsets}, "__metadata__": {…}}, then the tensors' bytes, row-major and little endian.
/// Read by every deep-learning framework; it can hold no code.
/// </summary>
public static class SafeTensors
{
    private const long LongestHeader = 16 << 20;

    private static readonly (ScalarType Type, string Name, int Bytes)[] Types =
    [
        (ScalarType.Float64, "F64", 8), (ScalarType.Float32, "F32", 4), (ScalarType.Float16, "F16", 2), (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Int64, "I64", 8), (ScalarType.Int32, "I32", 4), (ScalarType.Byte, "U8", 1), (ScalarType.Bool, "BOOL", 1),
    ];

    /// <summary>Writes tensors to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by name, of any device.</param>
    /// <param name="metadata">Text by name, kept in the header.</param>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var parts = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (Name: t.Key, Tensor: t.Value.detach().cpu().contiguous())).ToArray();
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (metadata is { Count: > 0 }) header["__metadata__"] = metadata;
        long offset = 0;
        foreach (var (name, tensor) in parts)
        {
            var (_, type, bytes) = Types.FirstOrDefault(t => t.Type == tensor.dtype);
            if (type is null) throw new ArgumentException($"{name}: safetensors has no type for {tensor.dtype}.", nameof(tensors));
            header[name] = new { dtype = type, shape = tensor.shape, data_offsets = new[] { offset, offset + tensor.numel() * bytes } };
            offset += tensor.numel() * bytes;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (8 - json.Length % 8) % 8;
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
            stream.Write(length);
            stream.Write(json);
            stream.Write("       "u8[..padding]);
            foreach (var (_, tensor) in parts) stream.Write(tensor.bytes);
        });
    }

    /// <summary>Reads every tensor of a file. The caller owns them.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors by name, on the CPU.</returns>
    /// <exception cref="DataException">The file is not whole: the sentence names what is wrong.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var stream = File.OpenRead(path);
        var header = ReadHeader(stream, path);
        var dataStart = stream.Position;
        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in header.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            var (type, shape, start, length) = Describe(entry, stream.Length - dataStart, path);
            stream.Position = dataStart + start;
            var tensor = empty(shape, dtype: type);
            if (length > 0)
            {
                var bytes = new byte[length];
                stream.ReadExactly(bytes);
                tensor.bytes = bytes;
            }
            tensors[entry.Name] = tensor;
        }
        return tensors;
    }

    private static JsonElement ReadHeader(FileStream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.Length < 8) throw Damaged(path, $"it has {stream.Length} bytes, fewer than a header's length takes");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > Math.Min(LongestHeader, stream.Length - 8)) throw Damaged(path, $"its header claims {length} bytes of {stream.Length}");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            var header = JsonDocument.Parse(bytes).RootElement;
            return header.ValueKind == JsonValueKind.Object ? header : throw Damaged(path, "its header is not an object");
        }
        catch (JsonException)
        {
            throw Damaged(path, "its header is not JSON");
        }
    }

    private static (ScalarType Type, long[] Shape, long Start, long Length) Describe(JsonProperty entry, long available, string path)
    {
        long[] shape, offsets;
        string? name;
        try
        {
            name = entry.Value.GetProperty("dtype").GetString();
            shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
            offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64())];
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(path, $"the entry {entry.Name} of its header is not a tensor");
        }
        var (type, known, bytes) = Types.FirstOrDefault(t => t.Name == name);
        if (known is null) throw Damaged(path, $"the entry {entry.Name} has the unknown type {name}");
        if (offsets is not [>= 0, _] || offsets[1] < offsets[0] || offsets[1] > available) throw Damaged(path, $"the entry {entry.Name} ends at byte {offsets.LastOrDefault()} of {available}; the file is cut short or damaged");
        // In 128 bits, so that hostile lengths cannot wrap around.
        var size = shape.Aggregate((Int128)bytes, (a, b) => a < 0 || b < 0 ? -1 : Int128.Min(a * b, long.MaxValue));
        if (size != offsets[1] - offsets[0]) throw Damaged(path, $"the entry {entry.Name} has the shape [{string.Join(", ", shape)}] and {offsets[1] - offsets[0]} bytes");
        return (type, shape, offsets[0], offsets[1] - offsets[0]);
    }

    private static DataException Damaged(string path, string what) => new($"{path}: not a whole safetensors file: {what}.");
}
