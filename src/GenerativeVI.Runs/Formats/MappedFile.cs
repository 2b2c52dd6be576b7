using System.IO.MemoryMappedFiles;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>The bytes of a file without reading it: the operating system brings in the pages that are looked at. Whoever cuts the file short meanwhile ends
/// the process, as with every mapped file.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? map;
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte* start;

    private MappedFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        (Path, Length) = (path, file.Length);
        // Nothing cannot be mapped.
        if (Length == 0) return;
        map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public string Path { get; }

    public long Length { get; }

    public static MappedFile Open(string path)
    {
        SpecialFiles.Refuse(path);
        try
        {
            return new MappedFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: it cannot be read ({(Directory.Exists(path) ? "it is a folder" : e.Message.TrimEnd('.'))}).", e);
        }
    }

    /// <summary>A part that the caller has checked to lie inside.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new ReadOnlySpan<byte>(start + offset, length);
    }

    /// <summary>The first bytes, fewer where the file has fewer.</summary>
    public ReadOnlySpan<byte> Head(int length) => Slice(0, (int)Math.Min(length, Length));

    /// <summary>The whole as a stream, valid while this is.</summary>
    public Stream AsStream() => new UnmanagedMemoryStream(start, Length);

    /// <summary>A new tensor on the CPU made of a part that the caller has checked to lie inside and to be as long as the tensor.</summary>
    public Tensor Read(ScalarType type, long[] shape, long offset)
    {
        var tensor = empty(shape, dtype: type);
        TensorBytes.Visit(tensor, bytes =>
        {
            Slice(offset, bytes.Length).CopyTo(bytes);
            offset += bytes.Length;
        });
        return tensor;
    }

    public void Dispose()
    {
        if (view is null) return;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        map!.Dispose();
    }
}
