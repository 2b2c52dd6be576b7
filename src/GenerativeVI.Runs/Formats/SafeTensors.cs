using System.Buffers.Binary;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>
/// The safetensors format: eight bytes of header length (little endian), a JSON header {name: {dtype, shape, data_offsets}, "__metadata__": {…}} padded with
/// spaces to a multiple of
/// eight, then the tensors' bytes without gaps, row-major and little endian. Read by every deep-learning framework; it can hold no code.
/// </summary>
/// <remarks>Types: F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL, those that torch has too. Source: the format's description at
/// github.com/huggingface/safetensors.</remarks>
public static class SafeTensors
{
    internal const string MetadataName = "__metadata__";

    internal static readonly IReadOnlyDictionary<string, ScalarType> Types = new Dictionary<string, ScalarType>
    {
        ["F64"] = ScalarType.Float64, ["F32"] = ScalarType.Float32, ["F16"] = ScalarType.Float16, ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64, ["I32"] = ScalarType.Int32, ["I16"] = ScalarType.Int16, ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte, ["BOOL"] = ScalarType.Bool,
    };

    private static readonly Dictionary<ScalarType, string> Names = Types.ToDictionary(t => t.Value, t => t.Key);

    /// <summary>Writes tensors to a file, whole or not at all: the largest element types first, so that every tensor lies at a multiple of its element's
    /// size, and by name among equals.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by name, of any device.</param>
    /// <param name="metadata">Text by name, kept in the header.</param>
    /// <exception cref="ArgumentException">A tensor has a type that the format lacks, or the reserved name "__metadata__".</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            if (!Names.ContainsKey(tensor.dtype)) throw new ArgumentException($"{name}: safetensors has no type for {tensor.dtype}.", nameof(tensors));
            if (name == MetadataName)
                throw new ArgumentException($"{name}: safetensors keeps this name for its metadata; name the tensor otherwise.", nameof(tensors));
        }
        var parts = tensors.OrderByDescending(t => TensorBytes.SizeOf(t.Value.dtype)).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Name: t.Key, Tensor: t.Value.detach().cpu().contiguous())).ToArray();
        var json = Header(parts, metadata);
        var padding = (8 - json.Length % 8) % 8;
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
            stream.Write(length);
            stream.Write(json);
            stream.Write("       "u8[..padding]);
            foreach (var (_, tensor) in parts) TensorBytes.Visit(tensor, bytes => stream.Write(bytes));
        });
    }

    /// <summary>Reads every tensor of a file. The caller owns them.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors by name, on the CPU.</returns>
    /// <exception cref="DataException">The file is missing or not whole: the sentence names what is wrong. Nothing is allocated that the file does not
    /// hold.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        return file.Names.ToDictionary(name => name, file.Read);
    }

    private static byte[] Header((string Name, Tensor Tensor)[] parts, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new OrderedDictionary<string, object>();
        if (metadata is { Count: > 0 }) header[MetadataName] = metadata;
        long offset = 0;
        foreach (var (name, tensor) in parts)
        {
            var end = offset + tensor.numel() * TensorBytes.SizeOf(tensor.dtype);
            header[name] = new { dtype = Names[tensor.dtype], shape = tensor.shape, data_offsets = new[] { offset, end } };
            offset = end;
        }
        return JsonSerializer.SerializeToUtf8Bytes(header);
    }
}
