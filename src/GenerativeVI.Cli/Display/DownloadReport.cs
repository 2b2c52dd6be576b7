using System.Globalization;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Display;

/// <summary>Shows a download on a display.</summary>
internal sealed class DownloadReport(RunDisplay display) : IProgress<DownloadProgress>
{
    private string? file;

    public void Report(DownloadProgress value)
    {
        if (value.File != file) display.Say($"Fetching {value.File} ({Megabytes(value.Length)} MB) from {value.Mirror.Host}.");
        file = value.File;
        display.Show(new Status(file, (double)value.Received / value.Length, null, $"{Megabytes(value.Received)} of {Megabytes(value.Length)} MB"));
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
