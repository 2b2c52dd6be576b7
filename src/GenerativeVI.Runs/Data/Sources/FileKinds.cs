namespace GenerativeVI.Data;

/// <summary>Tells file formats apart: by name, and where the name says nothing by the first content bytes.</summary>
internal static class FileKinds
{
    public static FileKind Of(string path) => ByName(path) ?? ByContent(path);

    public static FileKind? ByName(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        if (name.EndsWith("ubyte", StringComparison.Ordinal) || name.EndsWith(".idx", StringComparison.Ordinal))
            return FileKind.Idx;
        return Path.GetExtension(name) switch
        {
            ".npy" => FileKind.Npy,
            ".npz" => FileKind.Npz,
            ".csv" or ".tsv" => FileKind.Csv,
            _ => null,
        };
    }

    private static FileKind ByContent(string path)
    {
        using var file = DataFile.Open(path);
        Span<byte> start = stackalloc byte[4];
        file.Fill(start, "the first bytes");
        return start switch
        {
            [0, 0, ..] => FileKind.Idx,
            [0x93, ..] => FileKind.Npy,
            [(byte)'P', (byte)'K', 3, 4] => FileKind.Npz,
            _ when IsPicture(start) => throw new DataException($"{path}: one image is too few to train on; give the folder with all of them."),
            _ when IsText(start) => FileKind.Csv,
            _ => throw new DataException(path, "an idx, npy, npz or csv file", $"first bytes {Convert.ToHexString(start)}", "a folder of pictures is accepted too"),
        };
    }

    private static bool IsPicture(ReadOnlySpan<byte> start) =>
        start is [0x89, (byte)'P', (byte)'N', (byte)'G'] or [0xFF, 0xD8, 0xFF, _] or [(byte)'G', (byte)'I', (byte)'F', _] or [(byte)'B', (byte)'M', _, _] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F'];

    private static bool IsText(ReadOnlySpan<byte> start) => !start.ContainsAnyExceptInRange((byte)9, (byte)126);
}
