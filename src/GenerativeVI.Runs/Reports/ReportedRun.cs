using System.Security.Cryptography;
using System.Text;
using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>What a report knows of a run.</summary>
internal sealed class ReportedRun
{
    private ReportedRun(RunFolder folder, RunListing listing, RunRecord record, LatentView? latents, string? missing)
    {
        (Folder, Listing, Record, Latents, Missing) = (folder, listing, record, latents, missing);
        Metrics = MetricsTable.Read(folder.Metrics);
    }

    public RunFolder Folder { get; }

    public RunListing Listing { get; }

    public RunRecord Record { get; }

    public MetricsTable Metrics { get; }

    public LatentView? Latents { get; }

    /// <summary>Why there is no view of the latent space.</summary>
    public string? Missing { get; }

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder.Path));

    /// <summary>Where the page has this run, whatever letters its name has.</summary>
    public string Anchor => $"run-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder.Path)))[..8]}";

    public string Summary =>
        $"{Record.Settings.Method} on {Record.Data.Source.Name}, {Listing.State.ToString().ToLowerInvariant()}, {Listing.Written:yyyy-MM-dd HH:mm} UTC";

    public static ReportedRun Read(RunFolder folder, Action<string>? note, string? dataDirectory, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var record = folder.ReadRecord();
        var listing = RunCatalogue.Describe(folder.Path);
        note?.Invoke($"Reading {Path.GetFileName(folder.Path)}.");
        try
        {
            return new ReportedRun(folder, listing, record, LatentView.Of(folder, record, dataDirectory, cancellation), null);
        }
        catch (Exception e) when (e is DataException or InvalidOperationException)
        {
            return new ReportedRun(folder, listing, record, null, e.Message);
        }
    }
}
