using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>What has a name like a file of data and is none: pipes, devices and sockets, whose end is not known before it comes, and what stands in a file's place.</summary>
internal static partial class SpecialFiles
{
    // Of Linux: paths relative to the current folder; the fields that are asked for; where stx_mode stands; its bits of the kind.
    private const int CurrentFolder = -100, KindAsked = 1, StatusLength = 256, ModeOffset = 28, KindBits = 0xF000;

    private static readonly Dictionary<int, string> Kinds = new() { [0x1000] = "a pipe", [0x2000] = "a device", [0x6000] = "a device", [0xC000] = "a socket" };

    /// <summary>Refuses what is not a plain file before it is opened, which could wait forever for a writer.</summary>
    /// <param name="path">Anything; what is not there passes.</param>
    /// <exception cref="DataException">It is a pipe, a device or a socket.</exception>
    public static void Refuse(string path)
    {
        if (KindOf(path) is { } kind)
            throw new DataException(path, "a plain file, which can be read more than once", kind, "write its content to a file and give that");
    }

    /// <summary>Refuses what stands in a file's place: the note of Git's large files, or the page of a server that had something else to say.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is such.</exception>
    public static void RefuseStandIn(ReadOnlySpan<byte> start, string path)
    {
        if (start.StartsWith("version https://git-lfs"u8))
            throw new DataException(path, "the file itself", "a note of Git LFS that it lies elsewhere", "fetch it with 'git lfs pull'");
        if (start.StartsWith("<!DOCTYPE"u8) || start.StartsWith("<!doctype"u8) || start.StartsWith("<html"u8))
            throw new DataException(path, "the file itself", "a web page, such as a server sends in place of a file that it does not give", "download it again");
    }

    private static string? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> status = stackalloc byte[StatusLength];
        try
        {
            return Status(CurrentFolder, path, 0, KindAsked, status) == 0 ? Kinds.GetValueOrDefault(MemoryMarshal.Read<ushort>(status[ModeOffset..]) & KindBits) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library: the file is opened as it is.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);
}
