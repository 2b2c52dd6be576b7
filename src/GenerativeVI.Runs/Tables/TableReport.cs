using System.Globalization;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>
/// A fit to a table as one HTML page: its scores, a reliability diagram, and every class or level by itself.
/// </summary>
public static class TableReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="title">Its heading: what was fitted to what.</param>
    /// <param name="result">The scores of the fit.</param>
    /// <returns>The file's text.</returns>
    public static string Write(string title, TableResult result) => Page.Write(title, Markup.Of($"""
        <header><h1>{title}</h1><p class="quiet">{result.Train} training and {result.Classification?.Count ?? result.Regression!.Count} test rows, {result.Inputs} inputs after encoding</p></header>
        <dl class="numbers">
        {(result.Classification is { } c ? Numbers(c) : Numbers(result.Regression!))}
        {Fit(result)}
        </dl>
        <h2>Calibration</h2>
        <div class="columns">
        {(result.Classification is { } classes ? Calibration(classes, result.Classes) : Calibration(result.Regression!))}
        </div>
        {Columns(result.Columns)}
        {Scales(result.Scales)}
        {(result.PriorMean.Count > 0 ? Markup.Of($"<p>The prior's mean by empirical Bayes: {string.Join(" / ", result.PriorMean.Select(mean => mean.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)))}. The evidence is that of the prior with this mean, which the same rows chose.</p>") : Markup.Empty)}
        {(result.Relevance?.Warning is { } warning ? Markup.Of($"<p>Warning: {warning}</p>") : Markup.Empty)}

        """));

    private static Markup Columns(IReadOnlyList<ColumnWeights> columns) => columns.Count == 0 ? Markup.Empty : Markup.Of($"""
        <h2>Inputs</h2>
        <p>The weight of a standard deviation of every input, ± its own posterior deviation, in the linear predictor of the number or class (of every class where there are more than two). Pruned inputs do not matter.</p>
        <div class="scroll"><table class="data"><thead><tr><th>input</th><th class="n">weight</th></tr></thead>
        <tbody>{Markup.Join(columns, column => Markup.Of($"<tr><td>{column.Name}</td><td class=\"n\">{(column.IsPruned ? "pruned" : string.Join(" / ", column.Weights.Select(Words)))}</td></tr>"))}</tbody></table></div>
        """);

    private static Markup Scales(IReadOnlyList<InputScale> scales) => scales.Count == 0 ? Markup.Empty : Markup.Of($"""
        <h2>Inputs</h2>
        <p>The scale of every input in the kernel, an inverse width in standard deviations: at 0 it has no effect,
        and the greater it is, the closer two rows must be there to be alike.</p>
        <div class="scroll"><table class="data"><thead><tr><th>input</th><th class="n">scale</th></tr></thead>
        <tbody>{Markup.Join(scales.OrderByDescending(one => one.Scale), Row)}</tbody></table></div>
        """);

    private static Markup Row(InputScale one) => Markup.Of($"""
        <tr><td>{one.Name}</td><td class="n">{(one.Scale == 0 ? "no effect" : Results.Number(one.Scale, "G3"))}</td></tr>
        """);

    private static string Words(ColumnWeight? weight) => weight is null ? "pruned" : $"{Results.Number(weight.Mean, "G3")} ± {Results.Number(weight.Deviation, "G2")}";

    private static Markup Numbers(ClassificationScores scores) => Markup.Of($"""
        {Number("Test error", Share(scores.Error), "the most probable class is not the right one")}
        {Number("NLL", $"{Results.Number(scores.NegativeLogLikelihood, "F4")} nats", "−log p(class) a row")}
        {Number("Brier score", Results.Number(scores.Brier, "F4"), "squared distance of the probabilities from the truth, 0 … 2")}
        {Number("Calibration error", Share(scores.CalibrationError), $"expected, over {scores.Bins.Count} bins of confidence")}
        """);

    private static Markup Numbers(RegressionScores scores) => Markup.Of($"""
        {Number("RMSE", Results.Number(scores.RootMeanSquare, "G5"), "in the target's unit")}
        {Number("NLL", $"{Results.Number(scores.NegativeLogLikelihood, "F4")} nats", "−log p(target) a row, in the target's unit")}
        """);

    private static Markup Fit(TableResult result) => Markup.Of($"""
        {(result.Columns.Count == 0 && result.Vectors is { } vectors ? Number("Relevance vectors", $"{vectors}", result.Width is { } width ? $"RBF kernel of width {Results.Number(width, "G4")} in standardized units" : result.Scales.Count > 0 ? "RBF kernel with a scale for every input" : "") : Markup.Empty)}
        {(result.Relevance is { Evidence: { } evidence } fit ? Number("Log evidence", $"{Results.Number(evidence)} nats", $"{(fit.Guarantee switch { Guarantee.Exact => "exact", Guarantee.Lower => "a lower bound", _ => "an approximation, no bound" })}; jitter {Results.Number(fit.Jitter, "G3")}") : Markup.Empty)}
        {(result.Bound is { } bound ? Number("Log evidence ≥", $"{Results.Number(bound.Value, "F4")} nats", $"a training row, standardized: a lower bound, ± {Results.Number(bound.StandardError, "G2")} from {bound.Samples} draws") : Markup.Empty)}
        """);

    private static Markup Calibration(ClassificationScores scores, IReadOnlyList<string> names)
    {
        var points = scores.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.Confidence, bin.Accuracy, (double)bin.Count / scores.Count)).ToArray();
        return Markup.Of($"""
            {Figure("Reliability", "accuracy over confidence; a dot grows with its bin's share of rows, and the dashed line is perfect calibration", new ReliabilityChart(points, scores.CalibrationError))}
            <div class="scroll"><table class="data"><thead><tr><th>class</th><th class="n">rows</th><th class="n">predicted</th><th class="n">precision</th><th class="n">recall</th></tr></thead>
            <tbody>{Markup.Join(scores.Classes.Index(), one => Markup.Of($"<tr><td>{names[one.Index]}</td><td class=\"n\">{one.Item.Count}</td><td class=\"n\">{one.Item.Predicted}</td><td class=\"n\">{Share(one.Item.Precision)}</td><td class=\"n\">{Share(one.Item.Recall)}</td></tr>"))}</tbody></table></div>
            """);
    }

    private static Markup Calibration(RegressionScores scores)
    {
        var levels = scores.Coverage.OrderBy(level => level.Key).ToArray();
        var points = levels.Select(level => (level.Key, level.Value, 0.1)).ToArray();
        return Markup.Of($"""
            {Figure("Coverage", "share of targets within central intervals, over their levels; the dashed line is perfect calibration", new ReliabilityChart(points, levels.Average(level => Math.Abs(level.Value - level.Key)), "nominal level", "coverage"))}
            <div class="scroll"><table class="data"><thead><tr><th class="n">interval</th><th class="n">covers</th></tr></thead>
            <tbody>{Markup.Join(levels, level => Markup.Of($"<tr><td class=\"n\">{level.Key.ToString("P0", CultureInfo.InvariantCulture)}</td><td class=\"n\">{Share(level.Value)}</td></tr>"))}</tbody></table></div>
            """);
    }

    private static Markup Figure(string name, string words, ReliabilityChart chart) => Markup.Of($"""
        <figure class="chart"><figcaption><strong>{name}</strong> {words}</figcaption><div class="plot">{chart.Draw()}</div></figure>
        """);

    private static Markup Number(string name, string value, string words) => Markup.Of($"""<div class="number"><dt>{name}</dt><dd class="value">{value}</dd><dd>{words}</dd></div>""");

    private static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("P2", CultureInfo.InvariantCulture);
}
