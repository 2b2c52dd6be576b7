using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

/// <summary>Small files in every format, made independently of the code under test.</summary>
internal static class Samples
{
    public static byte[] Idx(byte type, int[] shape, params byte[] numbers)
    {
        var head = new byte[4 + 4 * shape.Length];
        (head[2], head[3]) = (type, (byte)shape.Length);
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + 4 * i), shape[i]);
        return [.. head, .. numbers];
    }

    /// <summary>n images of h x w whose pixels count 0, 1, 2 … modulo 256.</summary>
    public static byte[] IdxImages(int n, int h = 3, int w = 2) => Idx(8, [n, h, w], Counting(n * h * w));

    public static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return target.ToArray();
    }

    public static byte[] Npy(string descr, string shape, byte[] numbers, int version = 1, string order = "False")
    {
        byte[] header = Encoding.UTF8.GetBytes($"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        byte[] size = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. size, .. header, .. numbers];
    }

    public static byte[] Npz(params (string Name, byte[] Content)[] arrays)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = zip.CreateEntry($"{name}.npy").Open();
                entry.Write(content);
            }
        }
        return memory.ToArray();
    }

    /// <summary>An error that must come, whose one sentence holds all the given parts.</summary>
    public static void Refused(Action action, params string[] parts)
    {
        var error = Assert.Throws<DataException>(action);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
