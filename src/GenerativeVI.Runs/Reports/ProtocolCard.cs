using GenerativeVI.Data;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>All that a run's numbers depend on: data, files, split, binarization, draws, settings, versions.</summary>
internal static class ProtocolCard
{
    private static readonly string[] Elsewhere =
        ["data", "binarization", "data files", "device", "threads", "version", "libtorch", "seed", "method", "test samples"];

    public static Markup Draw(ReportedRun run)
    {
        var (record, source) = (run.Record, run.Record.Data.Source);
        IEnumerable<(string Name, string Value)> lines =
        [
            ("method", record.Settings.Method),
            ("data", source.Name),
            ("place", source.Place),
            ("split and scale", source.Protocol),
            ("rows", Rows(source)),
            .. source.Classes is { } classes ? [("classes", string.Join(", ", classes))] : Array.Empty<(string, string)>(),
            ("binarization", Binarized(record.Data.Binarization)),
            ("seed", $"{record.Settings.Seed}"),
            .. record.Settings.Classifier is null ? [("S", $"{record.Settings.TestSamples} posterior draws a row in the final evaluation")] : Array.Empty<(string, string)>(),
            .. run.Listing.Settings.Where(setting => !Elsewhere.Contains(setting.Key)).Select(setting => (setting.Key, setting.Value)),
            ("device", $"{record.Environment.Device}, {record.Environment.Threads} threads"),
            ("GenerativeVI", record.Environment.Version),
            ("libtorch", record.Environment.Torch),
            ("runtime", record.Environment.Runtime),
        ];
        return Markup.Of($"""
            <h3>Protocol</h3>
            <dl class="protocol">{Markup.Join(lines, line => Markup.Of($"<div><dt>{line.Name}</dt><dd>{line.Value}</dd></div>\n"))}</dl>
            <div class="scroll files"><table class="data"><thead><tr><th>file</th><th class="n">bytes</th><th>SHA-256</th></tr></thead><tbody>
            {Markup.Join(source.Files, Row)}</tbody></table></div>
            """);
    }

    private static string Rows(Provenance source)
    {
        var validation = source.ValidationCount > 0 ? $"{source.ValidationCount} validation, " : "";
        return $"{source.TrainCount} training, {validation}{source.TestCount} test, each {string.Join(" × ", source.Shape)}";
    }

    private static Markup Row(SourceFile file) =>
        Markup.Of($"<tr><td>{Path.GetFileName(file.Path)}</td><td class=\"n\">{file.Length}</td><td><code>{file.Sha256}</code></td></tr>\n");

    private static string Binarized(Binarization how) => how switch
    {
        Binarization.Dynamic => "dynamic: training rows drawn anew at every look, test rows once for all runs",
        Binarization.Static => "static: every row drawn once, alike for all runs",
        _ => "none: values as they are",
    };
}
