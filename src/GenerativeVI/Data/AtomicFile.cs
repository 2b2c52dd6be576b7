namespace GenerativeVI.Data;

/// <summary>Files that are there whole or not at all: written beside their place, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
    private const int LongestPart = 48;

    /// <summary>Writes a file. Until the last instant the old one, if any, is untouched.</summary>
    /// <param name="path">Its place; the folder is made if missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or the place cannot be written; what was there before is intact.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // Not all of a long name: with more about it, it could be longer than the system allows.
        var name = Path.GetFileName(path);
        var temporary = Path.Combine(folder, $".{name[..Math.Min(name.Length, LongestPart)]}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a text in UTF-8.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
