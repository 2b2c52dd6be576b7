namespace GenerativeVI.Data;

/// <summary>How far the download of one file is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes here, those of an earlier attempt included.</param>
/// <param name="Length">Bytes of the whole file.</param>
/// <param name="Mirror">Where from.</param>
public sealed record DownloadProgress(string File, long Received, long Length, Uri Mirror);
