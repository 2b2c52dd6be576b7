using System.Globalization;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Display;

/// <summary>A download, told to a display.</summary>
internal sealed class DownloadReport(RunDisplay display) : IProgress<DownloadProgress>
{
    private string? file;

    public void Report(DownloadProgress value)
    {
        if (value.File != file) display.Say(string.Create(CultureInfo.InvariantCulture, $"Fetching {value.File} ({value.Length / 1e6:F1} MB) from {value.Mirror.Host}."));
        file = value.File;
        display.Show(new Status(value.File, (double)value.Received / value.Length, null, string.Create(CultureInfo.InvariantCulture, $"{value.Received / 1e6:F1} of {value.Length / 1e6:F1} MB")));
    }
}
