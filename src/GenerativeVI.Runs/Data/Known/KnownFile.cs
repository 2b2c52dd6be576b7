namespace GenerativeVI.Data;

/// <summary>One file of a known data set, and how to recognise it.</summary>
/// <param name="Name">The published file name, ending in .gz.</param>
/// <param name="Part">What it is for.</param>
/// <param name="IsLabels">True for class labels, which are optional; false for images, without which a set is incomplete.</param>
/// <param name="Length">Bytes of the published file.</param>
/// <param name="Sha256">SHA-256 of the published file, lower-case hexadecimal.</param>
/// <param name="Fingerprint">SHA-256 of its uncompressed content, the same for every repackaging: what is in the file decides, not how it was packed.</param>
public sealed record KnownFile(string Name, SetPart Part, bool IsLabels, long Length, string Sha256, string Fingerprint)
{
    /// <summary>The name of the same file without its compression, which is accepted in its place.</summary>
    public string UnpackedName => Path.GetFileNameWithoutExtension(Name);

    /// <summary>Where the file lies in a folder.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <returns>The full path of the packed or the unpacked file, or null if neither is there.</returns>
    public string? In(string folder) => new[] { Name, UnpackedName }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether a file is this one: byte for byte as published, or repackaged with the same content.</summary>
    /// <param name="path">An existing file.</param>
    /// <returns>True if it is intact; false if it differs or cannot be unpacked.</returns>
    /// <exception cref="DataException">The file cannot be opened.</exception>
    public bool Matches(string path)
    {
        using var file = DataFile.Open(path);
        return file.RawSha256() == Sha256 || file.TryReadToEnd() && file.Fingerprint == Fingerprint;
    }
}
