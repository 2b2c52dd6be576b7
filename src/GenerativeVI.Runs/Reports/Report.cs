using GenerativeVI.Data;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>
/// One HTML file about one run or several: curves, pictures, the latent space, the results with their kinds and the
/// protocol; with several runs also a table of what differs. The file asks no host for anything and can be read with
/// scripting off.
/// </summary>
public static class Report
{
    /// <summary>Writes a report, whole or not at all.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="runs">At least one run folder.</param>
    /// <exception cref="ArgumentException">No run was named.</exception>
    /// <exception cref="DataException">A folder is not a run's, or its record is damaged.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, params IReadOnlyList<string> runs) => Write(path, [.. runs.Select(run => new RunFolder(run))]);

    /// <summary>
    /// Writes a report, whole or not at all. What a run lacks, the data perhaps or the weights, is left out and said in
    /// the report.
    /// </summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="runs">At least one run.</param>
    /// <param name="note">Receives one sentence for each step.</param>
    /// <param name="dataDirectory">A folder to look for the runs' data in first; each run's own when null.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <inheritdoc cref="Write(string, IReadOnlyList{string})" path="/exception"/>
    public static void Write(string path, IReadOnlyList<RunFolder> runs, Action<string>? note = null, string? dataDirectory = null, CancellationToken cancellation = default)
    {
        if (runs.Count == 0) throw new ArgumentException("a report needs a run: name at least one run folder.", nameof(runs));
        var reported = runs.DistinctBy(run => run.Path).Select(run => ReportedRun.Read(run, note, dataDirectory, cancellation)).ToArray();
        AtomicFile.WriteText(path, Page.Write(Title(reported), Body(reported)));
    }

    private static string Title(ReportedRun[] runs) => runs is [var run] ? run.Name : $"{runs.Length} runs compared";

    private static Markup Body(ReportedRun[] runs)
    {
        var several = runs.Length > 1;
        return Markup.Of($"""
            <header><h1>{Title(runs)}</h1>
            {(several ? Markup.Empty : Markup.Of($"<p class=\"quiet\">{runs[0].Summary}</p>"))}</header>
            <main>
            {(several ? RunComparison.Draw(runs) : Results.Draw(runs[0]))}
            {MetricsCharts.Draw(runs)}
            {Markup.Join(runs, run => Run(run, several))}
            </main>
            <footer>Written {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC by GenerativeVI {typeof(Report).Assembly.GetName().Version!.ToString(3)}.
            Bounds are in nats, means over the test rows, each with its kind and its standard error over rows. <span class="quiet">Curves: uPlot, MIT licence, in this file.</span></footer>
            """);
    }

    private static Markup Run(ReportedRun run, bool several) => Markup.Of($"""
        <section>
        {(several ? Markup.Of($"<h2 id=\"{run.Anchor}\">{run.Name}</h2>\n<p class=\"quiet\">{run.Summary}</p>\n{Results.Draw(run)}") : Markup.Empty)}
        {RunPictures.Draw(run)}
        {LatentPictures.Draw(run)}
        {ProtocolCard.Draw(run)}
        </section>

        """);
}
