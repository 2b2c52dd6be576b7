using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>
/// TorchSharp's own form of a module's state, as <c>Module.save</c> writes it: the number of entries, then of each its name, element type, number of axes,
/// their lengths, and the elements in
/// row-major order, little endian. Counts are LEB128; there is neither a mark at the front nor a checksum, so only a file that fits to the last byte is one.
/// </summary>
internal ref struct TorchSharpFile
{
    private static readonly ScalarType[] Types =
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float16, ScalarType.Float32, ScalarType.Float64,
        ScalarType.Bool, ScalarType.BFloat16,
    ];

    private readonly MappedFile file;
    private long place;

    private TorchSharpFile(MappedFile file) => this.file = file;

    public static IReadOnlyDictionary<string, Tensor> Read(MappedFile file)
    {
        var entries = new TorchSharpFile(file).Entries();
        return entries.ToDictionary(e => e.Key, e => file.Read(e.Value.Type, e.Value.Shape, e.Value.Start));
    }

    /// <summary>Everything but the elements, checked.</summary>
    private OrderedDictionary<string, (ScalarType Type, long[] Shape, long Start)> Entries()
    {
        var entries = new OrderedDictionary<string, (ScalarType, long[], long)>(StringComparer.Ordinal);
        for (var count = Number(); count > 0; count--)
        {
            var name = Name();
            var type = (ScalarType)Math.Min(Number(), sbyte.MaxValue);
            if (!Types.Contains(type)) throw Strange("an element type that weights do not have");
            var axes = Number();
            if (axes > TensorBytes.MostAxes) throw Strange($"a tensor of {axes} axes");
            var shape = new long[axes];
            for (var i = 0; i < axes; i++) shape[i] = Number();
            if (TensorBytes.Length(shape, TensorBytes.SizeOf(type)) is not { } length || length > file.Length - place)
                throw Strange("a tensor longer than the file");
            if (!entries.TryAdd(name, (type, shape, place))) throw Strange("a name that is there twice");
            place += (long)length;
        }
        return place == file.Length ? entries : throw Strange($"{file.Length - place} bytes too many");
    }

    private string Name()
    {
        var length = Number();
        if (length > Math.Min(file.Length - place, ushort.MaxValue)) throw Strange("a name longer than the file");
        var name = Encoding.UTF8.GetString(file.Slice(place, (int)length));
        place += length;
        return name;
    }

    /// <summary>A whole number from 0 in LEB128: seven bits a byte, the lowest first.</summary>
    private long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (place == file.Length) throw Strange("an end in the middle");
            var next = file.Slice(place++, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)value;
        }
        throw Strange("a number too large");
    }

    private readonly DataException Strange(string found) =>
        new($"{file.Path}: neither a safetensors file, nor a PyTorch zip file, nor a whole TorchSharp file "
            + $"(read as the last, it has {found} at byte {place}).");
}
