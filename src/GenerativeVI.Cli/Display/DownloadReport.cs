using System.Globalization;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Display;

/// <summary>A download, told to a display.</summary>
internal sealed class DownloadReport(RunDisplay display) : IProgress<DownloadProgress>
{
    public void Report(DownloadProgress value) => display.Show(new Status(
        value.File, (double)value.Received / value.Length, null, string.Create(CultureInfo.InvariantCulture, $"{value.Received / 1e6:F1} of {value.Length / 1e6:F1} MB from {value.Mirror.Host}")));
}
