using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>The curves of a training; with several runs a curve each.</summary>
internal static class MetricsCharts
{
    private static readonly (string Column, string Name)[] Bounds =
        [("train_bound", "training"), ("validation_elbo", "validation"), ("validation_bound", "validation")];

    private static readonly (string Column, string Title, string Unit)[] Others =
    [
        ("train_distortion", "Distortion", "nats, −E log p(x|z), training rows"),
        ("train_rate", "Rate", "nats, E log q(z|x) − log p(z): what z tells of x"),
        ("active_units", "Active units", "dimensions of z whose posterior mean varies over rows by more than 0.01"),
        ("active_weights", "Active weights", "weights that their noise does not drown"),
        ("clamped_share", "Clamped ratios", "share of the log-ratios that the method clamped from below, which taught nothing"),
        ("kl_weight", "KL weight", "β in the surrogate; the bound is reported without it"),
        ("learning_rate", "Learning rate", "of the optimizer"),
        ("rows_per_second", "Speed", "training rows a second"),
    ];

    public static Markup Draw(IReadOnlyList<ReportedRun> runs)
    {
        var others = Others.Select(other => new LineChart(other.Title, other.Unit, Curves(runs, other.Column))).Where(IsWorthwhile);
        LineChart[] charts = [.. BoundCharts(runs), .. others];
        return charts.Length == 0
            ? Markup.Of($"<h3>Training</h3>\n<p class=\"quiet\">No epoch has ended yet.</p>")
            : Markup.Of($"<h3>Training</h3>\n<div class=\"columns\">{Markup.Join(charts, chart => chart.Draw())}</div>");
    }

    // One chart of one run holds both bounds; those of several runs are told apart by run, and so have a chart each.
    private static IEnumerable<LineChart> BoundCharts(IReadOnlyList<ReportedRun> runs)
    {
        var unit = $"nats, {Kind(runs)} of log p(x)";
        IEnumerable<LineChart> charts = runs is [var run]
            ? [new LineChart("Bound", unit, [.. Bounds.SelectMany(bound => Drawn(bound.Name, run, bound.Column))])]
            : Bounds.Select(bound => new LineChart($"Bound, {bound.Name}", unit, Curves(runs, bound.Column)));
        return charts.Where(chart => chart.Curves.Count > 0);
    }

    private static string Kind(IReadOnlyList<ReportedRun> runs)
    {
        var kinds = runs.Select(run => run.Metrics.Last("train_bound_kind")).OfType<string>().Distinct().ToArray();
        return kinds switch
        {
            ["lower"] => "a lower bound",
            ["upper"] => "an upper bound",
            ["exact"] => "the exact value",
            [_] => "an estimate without a guarantee",
            [] => "an estimate of unknown kind",
            _ => "estimates of several kinds",
        };
    }

    private static Curve[] Curves(IReadOnlyList<ReportedRun> runs, string column) =>
        [.. runs.SelectMany(run => Drawn(runs.Count > 1 ? run.Name : "training", run, column))];

    /// <summary>The curve of a column, if there is any of it.</summary>
    private static Curve[] Drawn(string name, ReportedRun run, string column) =>
        run.Metrics.Over(column) is { Count: > 0 } points ? [new Curve(name, points)] : [];

    /// <summary>A weight or a learning rate that never moves is a setting, not a curve.</summary>
    private static bool IsWorthwhile(LineChart chart) =>
        chart.Curves.Count > 0 && (chart.Title is not ("KL weight" or "Learning rate") || chart.Curves.Any(Moves));

    private static bool Moves(Curve curve) => curve.Points.Any(point => point.Y != curve.Points[0].Y);
}
