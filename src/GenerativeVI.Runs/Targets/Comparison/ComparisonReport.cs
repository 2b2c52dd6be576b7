using System.Globalization;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>A comparison as one HTML page: every target with all its posteriors.</summary>
public static class ComparisonReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="cells">The cells, in order.</param>
    /// <param name="settings">How they were made.</param>
    /// <returns>The file's text.</returns>
    public static string Write(IReadOnlyList<ComparisonCell> cells, ComparisonSettings settings)
    {
        var targets = cells.GroupBy(cell => cell.Target).ToArray();
        var families = cells.Select(cell => cell.Family).Distinct().Order().ToArray();
        return Page.Write("Posteriors on targets", Markup.Of($"""
            <header><h1>Posteriors on targets</h1><p class="quiet">{cells.Count} fits: {families.Length} posteriors on {targets.Length} targets, each within {settings.Budget} s and {settings.MostSteps} steps; judged by {settings.Draws} draws, seed {settings.Seed}</p></header>
            <p>log Z is bounded from below by importance weights and from above by the same ratio over draws of reference: both bounds hold in expectation, the upper one as far as the reference is one; ± is a standard error. A posterior without a density has no bound.
            Errors of means, deviations and correlations are root mean squares in the standard errors of both samples: about 1 is as good as can be seen. C2ST is the accuracy of a classifier, best at 0.5. KSD needs no reference, and is blind to the shares of components far apart.</p>
            <h2>The gap</h2>
            <p>How far each lower bound is below the best one of its target, nats. An upper bound says how far that can be from log Z.</p>
            <div class="scroll"><table class="data"><thead><tr><th>target</th>{Markup.Join(families, family => Markup.Of($"<th class=\"n\">{ComparisonTable.Word(family.ToString())}</th>"))}<th class="n">best</th></tr></thead>
            <tbody>{Markup.Join(targets, target => Gaps(target, families))}</tbody></table></div>
            {Markup.Join(targets, One)}
            """));
    }

    private static Markup Gaps(IGrouping<string, ComparisonCell> target, TargetPosterior[] families)
    {
        var best = target.Where(cell => cell.Lower is not null).Select(cell => cell.Lower!.Value)
            .DefaultIfEmpty(double.NaN).Max();
        return Markup.Of($"""
            <tr><td>{target.Key}</td>{Markup.Join(families, family => Markup.Of($"<td class=\"n\">{Gap(target.FirstOrDefault(cell => cell.Family == family), best)}</td>"))}<td class="n">{Text(best, "F2")}</td></tr>
            """);
    }

    private static string Gap(ComparisonCell? cell, double best) => cell switch
    {
        null => "",
        { Outcome: ComparisonOutcome.Failed } => "failed",
        { Outcome: ComparisonOutcome.OutOfTime } => "out of time",
        { Lower: null } => "no bound",
        _ => Text(best - cell.Lower!.Value, "F2"),
    };

    private static Markup One(IGrouping<string, ComparisonCell> target)
    {
        var first = target.FirstOrDefault(cell => cell.Outcome == ComparisonOutcome.Done);
        return Markup.Of($"""
            <h2>{target.Key}</h2>
            <p class="quiet">{(first is null ? "" : FormattableString.Invariant($"{first.Dimension} dimensions; {(first.LogIntegral is { } known ? FormattableString.Invariant($"log Z = {known:F3}") : "log Z unknown")}; compared with {first.Reference}"))}</p>
            <div class="scroll"><table class="data"><thead><tr><th>posterior</th><th class="n">log Z ≥</th><th class="n">log Z ≤</th><th class="n">ELBO</th><th class="n">k̂</th><th class="n">means</th><th class="n">deviations</th><th class="n">correlations</th><th class="n">MMD²</th><th class="n">sliced W₂</th><th class="n">C2ST</th><th class="n">KSD</th><th class="n">p</th><th class="n">Stein</th><th class="n">steps</th><th class="n">gradients</th><th class="n">s</th><th class="n">MiB</th></tr></thead>
            <tbody>{Markup.Join(target, Row)}</tbody></table></div>
            """);
    }

    private static Markup Row(ComparisonCell cell) => cell.Outcome != ComparisonOutcome.Done
        ? Markup.Of($"<tr><td>{ComparisonTable.Word(cell.Family.ToString())}</td><td class=\"wide\" colspan=\"17\">{(cell.Outcome == ComparisonOutcome.Failed ? "failed" : "out of time")}: {cell.Reason}</td></tr>")
        : Markup.Of($"""
            <tr><td>{ComparisonTable.Word(cell.Family.ToString())}</td>{Number(Bound(cell.Lower))}{Number(Bound(cell.Upper))}{Number(Bound(cell.Elbo))}{Number(Text(cell.TailShape, "F2"))}{Number(Text(cell.Means, "F1"))}{Number(Text(cell.Deviations, "F1"))}{Number(Text(cell.Correlations, "F1"))}{Number(Text(cell.MeanDiscrepancy, "F4"))}{Number(Text(cell.SlicedWasserstein, "F3"))}{Number(Text(cell.Classifier, "F3"))}{Number(Text(cell.SteinDiscrepancy, "G3"))}{Number(Text(cell.SteinPValue, "F3"))}{Number(Text(cell.SteinIdentity, "F2"))}{Number(Text(cell.Steps, "F0"))}{Number(Text(cell.Gradients, "F0"))}{Number(Text(cell.Seconds, "F1"))}{Number(Text(cell.Memory, "F0"))}</tr>
            """);

    private static Markup Number(string text) => Markup.Of($"<td class=\"n\">{text}</td>");

    private static string Bound(ComparisonBound? bound) => bound is null ? "–"
        : $"{Text(bound.Value, "F3")} ± {Text(bound.StandardError, "F3")}";

    private static string Text(double? value, string format) => value is null or double.NaN ? "–"
        : value.Value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
