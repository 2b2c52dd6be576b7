using GenerativeVI.Cli.Display;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Commands;

/// <summary>Known sets, brought here while a person looks on.</summary>
internal static class Fetching
{
    /// <summary>Makes a set whole in the folder where it is or belongs, whatever was there before.</summary>
    /// <returns>That folder.</returns>
    public static string Fetch(KnownSet set, string? dataDirectory, RunDisplay display, CancellationToken cancellation)
    {
        var folder = DataLocator.ForThisMachine(dataDirectory).DownloadFolder(set);
        using var downloader = new Downloader();
        downloader.FetchAsync(set, folder, new DownloadReport(display), cancellation).GetAwaiter().GetResult();
        return folder;
    }

    /// <summary>Fetches a set that is not here and can be had. One that cannot be had is left to its reader, which says how to get it.</summary>
    public static void MakePresent(KnownSet set, string? dataDirectory, RunDisplay display, CancellationToken cancellation)
    {
        if (!set.IsPublic || DataLocator.ForThisMachine(dataDirectory).Find(set).IsPresent) return;
        display.Say($"{set.Name} is not here; fetching it.");
        display.Say($"{set.Name} is now in {Fetch(set, dataDirectory, display, cancellation)}.");
    }
}
