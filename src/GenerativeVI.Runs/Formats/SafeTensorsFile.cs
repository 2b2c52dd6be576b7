using System.Buffers.Binary;
using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>A safetensors file, checked and mapped into memory: a tensor is copied from it when it is asked for, so that one can be had from a file larger
/// than memory.</summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const long LongestHeader = 16 << 20;

    private readonly MappedFile file;
    private readonly SafeTensorsHeader header;
    private readonly long dataStart;

    private SafeTensorsFile(MappedFile file)
    {
        this.file = file;
        if (file.Length < 8) throw SafeTensorsHeader.Damaged(file.Path, $"it has {file.Length} bytes, fewer than a header's length takes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file.Head(8));
        if (length < 2 || length > Math.Min(LongestHeader, file.Length - 8))
            throw SafeTensorsHeader.Damaged(file.Path, $"its header claims {length} bytes of {file.Length}");
        dataStart = 8 + length;
        header = SafeTensorsHeader.Parse(file.Slice(8, (int)length), file.Length - dataStart, file.Path);
    }

    /// <summary>The names of the tensors, in the order of their bytes.</summary>
    public IReadOnlyCollection<string> Names => header.Entries.Keys;

    /// <summary>The texts that the header keeps beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its whole header: lengths, types, shapes, and that the tensors fill the file without gap or overlap.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, unreadable or not whole: the sentence names what is wrong.</exception>
    public static SafeTensorsFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new SafeTensorsFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the header says in JSON of the thing that the tensors make up.</summary>
    /// <param name="key">Under which name.</param>
    /// <param name="thing">What it is, as sentences call it.</param>
    /// <param name="options">How it was written.</param>
    /// <exception cref="DataException">It says nothing of such a thing, or something else.</exception>
    internal T Description<T>(string key, string thing, JsonSerializerOptions options)
        where T : class
    {
        var text = Text(key, thing);
        try
        {
            return JsonSerializer.Deserialize<T>(text, options) ?? throw new JsonException("nothing");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new DataException($"{file.Path}: not a whole {thing}: its header does not describe one.", e);
        }
    }

    /// <summary>A text that the header must keep.</summary>
    /// <param name="key">Under which name.</param>
    /// <param name="thing">What it describes, as sentences call it.</param>
    /// <exception cref="DataException">There is none.</exception>
    internal string Text(string key, string thing) => Metadata.TryGetValue(key, out var text) ? text
        : throw new DataException($"{file.Path}: it holds tensors, but no {thing}; give a file that Save has written.");

    /// <summary>Reads one tensor. The caller owns it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The tensor, on the CPU.</returns>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    public Tensor Read(string name)
    {
        var (type, shape, start, _) = header.Entries[name];
        return file.Read(type, shape, dataStart + start);
    }

    /// <summary>Lets go of the file; tensors that were read stay.</summary>
    public void Dispose() => file.Dispose();
}
