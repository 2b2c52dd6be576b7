using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using ICSharpCode.SharpZipLib.GZip;

namespace GenerativeVI.Data;

/// <summary>
/// The content of a file, read from front to end and unpacked on the way if it is gzip (told by its first bytes, whatever its name). Every failure is a
/// <see cref="DataException"/> that names the file; a stream so that text readers can sit on it.
/// </summary>
internal sealed class DataFile : Stream
{
    /// <summary>deflate cannot expand by more than 1032 : 1, which bounds what a header may honestly claim.</summary>
    public const long MaximumExpansion = 1032;

    private readonly Stream _raw;
    private readonly Stream _content;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly uint? _packedLength;
    private long _position;

    private DataFile(string path, FileStream raw)
    {
        (FilePath, _raw, RawLength) = (path, raw, raw.Length);
        Span<byte> start = stackalloc byte[32];
        SpecialFiles.RefuseStandIn(start[..raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)], path);
        raw.Position = 0;
        _packedLength = GzipLength(raw);
        _content = _packedLength is null ? raw : new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true);
        Capacity = _packedLength is null ? RawLength : RawLength * MaximumExpansion;
    }

    private DataFile(string path, Stream content, long packedLength)
    {
        (FilePath, _raw, _content, RawLength) = (path, content, content, packedLength);
        Capacity = packedLength > long.MaxValue / MaximumExpansion ? long.MaxValue : packedLength * MaximumExpansion;
    }

    public string FilePath { get; }

    /// <summary>The file as it lies on the disk, for readers that jump about in it.</summary>
    public Stream Raw => _raw;

    /// <summary>Bytes on the disk, packed or not.</summary>
    public long RawLength { get; }

    /// <summary>The most bytes that the content can have: nothing larger is ever allocated on a header's word.</summary>
    public long Capacity { get; }

    /// <summary>SHA-256 of all content read so far, in lower-case hexadecimal.</summary>
    public string Fingerprint => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public static DataFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new DataException(path, "a file", "a folder");
        SpecialFiles.Refuse(path);
        FileStream? raw = null;
        try
        {
            raw = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return new DataFile(path, raw);
        }
        catch (DataException)
        {
            raw?.Dispose();
            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Content that another reader unpacks from so many bytes.</summary>
    /// <param name="content">The unpacked bytes; the caller's.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="packedLength">The bytes that it is unpacked from.</param>
    public static DataFile Over(Stream content, string path, long packedLength) => new(path, content, packedLength);

    /// <summary>SHA-256 of the file as it lies on the disk, packed or not. Taken before any content is read.</summary>
    public string RawSha256()
    {
        try
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(_raw));
            _raw.Position = 0;
            return hash;
        }
        catch (IOException e)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Reads exactly as many bytes as fit.</summary>
    public void Fill(Span<byte> destination, string what)
    {
        long start = _position;
        if (this.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
            throw new DataException(FilePath, $"{start + destination.Length} bytes of content (up to the end of {what})", $"the end after {_position}");
    }

    /// <summary>The next content bytes as an array; a length beyond what the file can hold is refused before anything is allocated.</summary>
    public byte[] Take(UInt128 length, string what)
    {
        if (length > (UInt128)(Capacity - _position))
            throw new DataException(FilePath, $"{length} bytes of {what}, which its header announces", $"a file of {RawLength} bytes, which cannot hold them");
        if (length > (UInt128)Array.MaxLength)
            throw new DataException(FilePath, $"at most {Array.MaxLength} bytes of {what}, which is what one array holds", $"{length} bytes", "split the file");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Fill(bytes, what);
        return bytes;
    }

    /// <summary>Checks that nothing follows, which also verifies a gzip file's checksum and length.</summary>
    public void ExpectEnd()
    {
        long length = _position;
        if (ReadByte() >= 0)
            throw new DataException(FilePath, $"the end after the {length} bytes of content that its header announces", "more bytes");
    }

    /// <summary>Reads what is left, for the fingerprint's sake; false if it is damaged.</summary>
    public bool TryReadToEnd()
    {
        try
        {
            CopyTo(Null);
            return true;
        }
        catch (DataException)
        {
            return false;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = _content.Read(buffer);
            _hash.AppendData(buffer[..count]);
            _position += count;

            // .NET's gzip stream takes a file that stops early for one that ends.
            return count > 0 || buffer.IsEmpty || _packedLength is null || _packedLength == unchecked((uint)_position) || IsWholeInMembers() ? count : throw Damaged(null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _raw.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>Whether the file is several gzip files one behind the other, each whole, as bgzip, pigz and cat make them: then its last bytes tell the last one's length alone.</summary>
    private bool IsWholeInMembers()
    {
        try
        {
            _raw.Position = 0;
            using var members = new GZipInputStream(_raw) { IsStreamOwner = false };
            var (buffer, length) = (new byte[1 << 16], 0L);
            for (int count; (count = members.Read(buffer, 0, buffer.Length)) > 0;) length += count;
            return length == _position;
        }
        catch (Exception e) when (e is ICSharpCode.SharpZipLib.SharpZipBaseException or IOException or IndexOutOfRangeException)
        {
            return false;
        }
        finally
        {
            _raw.Position = _raw.Length;
        }
    }

    private DataException Damaged(Exception? cause) => cause is IOException
        ? new DataException($"{FilePath}: reading stopped after {_position} bytes of content ({cause.Message.TrimEnd('.')}).", cause)
        : new DataException(FilePath, "an intact gzip file", $"cut or damaged data after {_position} bytes of content", cause: cause);

    /// <summary>The content's length modulo 2³², which a gzip file says in its last four bytes; null for any other file.</summary>
    private static uint? GzipLength(FileStream raw)
    {
        bool packed = raw.ReadByte() == 0x1F && raw.ReadByte() == 0x8B;
        Span<byte> last = stackalloc byte[4];
        raw.Position = packed ? Math.Max(0, raw.Length - last.Length) : 0;
        if (!packed)
            return null;
        int read = raw.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        raw.Position = 0;
        return read == last.Length ? BinaryPrimitives.ReadUInt32LittleEndian(last) : uint.MaxValue;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
