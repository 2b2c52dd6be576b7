using System.IO.Compression;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>The entries of a PyTorch archive by their names below its one folder. torch stores them unpacked, so all together they cannot be longer than the
/// file: anything else is refused before it is read.</summary>
internal sealed class PyTorchArchive
{
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private readonly string path;

    public PyTorchArchive(ZipArchive zip, MappedFile file)
    {
        path = file.Path;
        var pickle = zip.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
            ?? throw PyTorchFile.Damaged(path, "the archive has no data.pkl");
        var root = pickle.FullName[..^"data.pkl".Length];
        Int128 total = 0;
        foreach (var entry in zip.Entries)
        {
            if (entry.Length != entry.CompressedLength || entry.Length < 0)
                throw PyTorchFile.Damaged(path, $"its entry {ShownName.Of(entry.FullName)} is packed, which torch.save never does");
            total += entry.Length;
            if (entry.FullName.StartsWith(root, StringComparison.Ordinal) && !entries.TryAdd(entry.FullName[root.Length..], entry))
                throw PyTorchFile.Damaged(path, $"its entry {ShownName.Of(entry.FullName)} is there twice");
        }
        if (total > file.Length) throw PyTorchFile.Damaged(path, $"its entries claim {total} bytes of {file.Length}");
        IsBigEndian = entries.ContainsKey("byteorder") && Bytes("byteorder", 16).AsSpan().SequenceEqual("big"u8);
    }

    public bool IsBigEndian { get; }

    /// <summary>A short entry.</summary>
    public byte[] Bytes(string name, long longest)
    {
        var entry = Find(name);
        if (entry.Length > longest)
            throw PyTorchFile.Damaged(path, $"its entry {name} has {entry.Length} bytes, more than the {longest} that a state dictionary needs");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The tensor of a storage's elements, [count].</summary>
    public Tensor Storage(PickledStorage storage)
    {
        var entry = Find($"data/{storage.Key}");
        if (TensorBytes.Length([storage.Count], TensorBytes.SizeOf(storage.Type)) != entry.Length)
            throw PyTorchFile.Damaged(
                path, $"the storage {ShownName.Of(storage.Key)} should hold {storage.Count} elements of {storage.Type} and has {entry.Length} bytes");
        var elements = empty(storage.Count, dtype: storage.Type);
        using var stream = entry.Open();
        TensorBytes.Visit(elements, bytes =>
        {
            stream.ReadExactly(bytes);
            if (IsBigEndian) TensorBytes.Reverse(bytes, TensorBytes.SizeOf(storage.Type));
        });
        return elements;
    }

    private ZipArchiveEntry Find(string name) =>
        entries.TryGetValue(name, out var entry) ? entry : throw PyTorchFile.Damaged(path, $"the archive has no {ShownName.Of(name)}");
}
