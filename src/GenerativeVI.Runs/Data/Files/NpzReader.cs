using System.IO.Compression;

namespace GenerativeVI.Data;

/// <summary>Reads one array of NumPy's npz files: zip archives with an npy file an array, packed or not.</summary>
/// <remarks>Source: the documentation of numpy.savez and numpy.savez_compressed.</remarks>
public static class NpzReader
{
    private const string Extension = ".npy";

    /// <summary>Reads one array.</summary>
    /// <param name="path">An npz file.</param>
    /// <param name="key">The array's name; may be left out where there is only one.</param>
    /// <returns>Its numbers, row-major, and shape.</returns>
    /// <exception cref="DataException">The file is missing, damaged or holds no such array, or several and no name is given; the sentence lists them.</exception>
    public static NumericArray Read(string path, string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        try
        {
            using var zip = new ZipArchive(file.Raw, ZipArchiveMode.Read, leaveOpen: true);
            var entry = Find(zip, key, path);
            using var content = entry.Open();
            using var array = DataFile.Over(content, $"{path}[{NameOf(entry)}]", Math.Min(entry.CompressedLength, file.RawLength));
            return NpyReader.Read(array) with { Source = path };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            // The zip reader's own complaints about a damaged archive.
            throw new DataException(path, "an intact npz file", $"a damaged zip archive ({e.Message.Split('\n')[0].TrimEnd('.', '\r')})", cause: e);
        }
    }

    private static ZipArchiveEntry Find(ZipArchive zip, string? key, string path)
    {
        var arrays = zip.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)).ToArray();
        if (arrays.Length == 0)
            throw new DataException(path, "an npz file with npy files inside", "none", "save arrays with numpy.savez");
        var names = string.Join(", ", arrays.Take(12).Select(NameOf));
        if (key is not null)
            return arrays.FirstOrDefault(entry => NameOf(entry) == key) ?? throw new DataException(path, $"an array named '{key}'", names, "name one of these with ImageOptions.Key");
        return arrays.Length == 1 ? arrays[0] : throw new DataException(path, "one array", $"{arrays.Length} ({names})", "name the one of the images with ImageOptions.Key");
    }

    private static string NameOf(ZipArchiveEntry entry) =>
        string.Concat(entry.FullName[..^Extension.Length].Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
