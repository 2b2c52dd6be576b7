namespace GenerativeVI.Data;

/// <summary>A file that was read.</summary>
/// <param name="Path">Its full path; for a folder of images the folder's.</param>
/// <param name="Length">Bytes on the disk; for a folder their sum.</param>
/// <param name="Sha256">SHA-256 of the file as it lies on the disk, lower-case hexadecimal; for a folder that of its files' concatenation in the order of their names.</param>
public sealed record SourceFile(string Path, long Length, string Sha256);
