using GenerativeVI.Evaluation;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>Several runs in a table: the settings in which they differ, and the results, the best first.</summary>
internal static class RunComparison
{
    private static readonly string[] MustAgree = ["data", "data files", "binarization"];

    public static Markup Draw(IReadOnlyList<ReportedRun> runs)
    {
        var differences = RunDescription.Differences(runs.Select(run => run.Listing.Settings));
        var sorted = runs.OrderByDescending(run => (Log(run) ?? Elbo(run))?.Value ?? double.NegativeInfinity).ToArray();
        var (bestLog, bestElbo) = (Best(runs, Log), Best(runs, Elbo));
        return Markup.Of($"""
            {Warning(runs, differences)}
            <div class="scroll"><table class="data">
            <thead><tr><th>run</th><th>state</th>{Markup.Join(differences, name => Markup.Of($"<th>{name}</th>"))}
            <th class="n">log p(x), nats</th><th class="n">ELBO, nats</th><th class="n">training</th></tr></thead>
            <tbody>
            {Markup.Join(sorted, run => Markup.Of($"""
                <tr><td><a href="#{run.Anchor}">{run.Name}</a></td><td>{run.Listing.State.ToString().ToLowerInvariant()}</td>
                {Markup.Join(differences, name => Markup.Of($"<td>{run.Listing.Settings.GetValueOrDefault(name, "–")}</td>"))}
                {Cell(Log(run), bestLog)}{Cell(Elbo(run), bestElbo)}
                <td class="n">{(run.Record.Outcome is { } outcome ? Results.Time(outcome.Seconds) : "–")}</td></tr>

                """))}
            </tbody></table></div>
            """);
    }

    private static Markup Cell(Estimate? estimate, double best) => estimate is null ? Markup.Of($"<td class=\"n\">–</td>") : Markup.Of($"""
        <td class="n"><span class="{(estimate.Value == best ? "best" : "")}">{Results.Sign(estimate)} {Results.Number(estimate.Value)}</span>
        <small>{estimate.ErrorText}, {estimate.Kind}, S = {estimate.Samples}</small></td>
        """);

    private static Markup Warning(IReadOnlyList<ReportedRun> runs, IReadOnlyList<string> differences)
    {
        var reasons = differences.Intersect(MustAgree).ToList();
        if (runs.Select(run => Log(run)?.Samples).OfType<int>().Distinct().Skip(1).Any()) reasons.Add("S, the draws a row");
        return reasons.Count == 0 ? Markup.Empty : Markup.Of($"""
            <p class="note">These runs were not judged alike: they differ in {string.Join(", ", reasons)}. Compare their numbers with care.</p>
            """);
    }

    private static Estimate? Log(ReportedRun run) => run.Record.Outcome?.TestLogLikelihood;

    private static Estimate? Elbo(ReportedRun run) => run.Record.Outcome?.TestElbo;

    private static double Best(IReadOnlyList<ReportedRun> runs, Func<ReportedRun, Estimate?> of) => runs.Max(run => of(run)?.Value) ?? double.NaN;
}
