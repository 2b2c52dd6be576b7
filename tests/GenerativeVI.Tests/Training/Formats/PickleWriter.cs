using System.IO.Compression;
using System.Text;

namespace GenerativeVI.Tests.Training.Formats;

/// <summary>Pickles as torch.save makes them, opcode by opcode, independently of the code under test.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> bytes = [0x80, 2];

    public static byte[] Dictionary(Action<PickleWriter> items) => new PickleWriter().Raw("}(").Do(items).Raw("u.").ToArray();

    /// <summary>A whole archive: the pickle and the storages data/0, data/1, ….</summary>
    public static byte[] Archive(byte[] pickle, params byte[][] storages) => Archive(pickle, CompressionLevel.NoCompression, "little", storages);

    public static byte[] Archive(byte[] pickle, CompressionLevel level, string order, params byte[][] storages)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("archive/data.pkl", pickle);
            Add("archive/byteorder", Encoding.ASCII.GetBytes(order));
            for (var i = 0; i < storages.Length; i++) Add($"archive/data/{i}", storages[i]);

            void Add(string name, byte[] content)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }
        return memory.ToArray();
    }

    public PickleWriter Do(Action<PickleWriter> write)
    {
        write(this);
        return this;
    }

    public PickleWriter Raw(string opcodes)
    {
        bytes.AddRange(Encoding.Latin1.GetBytes(opcodes));
        return this;
    }

    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        bytes.AddRange([(byte)'X', .. BitConverter.GetBytes(utf8.Length), .. utf8]);
        return this;
    }

    public PickleWriter Number(long value)
    {
        if (value is >= int.MinValue and <= int.MaxValue) bytes.AddRange([(byte)'J', .. BitConverter.GetBytes((int)value)]);
        else bytes.AddRange([0x8A, 8, .. BitConverter.GetBytes(value)]);
        return this;
    }

    public PickleWriter Global(string module, string name) => Raw($"c{module}\n{name}\n");

    public PickleWriter Tensor(string storage, string key, long count, long offset, long[] shape, long[] strides, Action<PickleWriter>? notes = null, string device = "cpu") =>
        Global("torch._utils", "_rebuild_tensor_v2").Raw("((").Text("storage").Global("torch", storage).Text(key).Text(device).Number(count).Raw("tQ")
            .Number(offset).Numbers(shape).Numbers(strides).Raw("\x89").Global("collections", "OrderedDict").Raw(")R").Do(notes ?? (_ => { })).Raw("tR");

    public byte[] ToArray() => [.. bytes];

    private PickleWriter Numbers(long[] values)
    {
        Raw("(");
        foreach (var value in values) Number(value);
        return Raw("t");
    }
}
