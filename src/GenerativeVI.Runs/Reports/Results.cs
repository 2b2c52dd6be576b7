using System.Globalization;
using GenerativeVI.Evaluation;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>What a run reached, each number with its kind, S, N and standard error.</summary>
internal static class Results
{
    public static Markup Draw(ReportedRun run)
    {
        if (run.Record.Outcome is not { } outcome) return Markup.Of($"<p class=\"note\">No epoch of this run has ended yet.</p>");
        return Markup.Of($"""
            <dl class="numbers">
            {Bound("log p(x)", "importance-weighted ", outcome.TestLogLikelihood)}
            {Bound("ELBO", "", outcome.TestElbo)}
            {Classification(outcome.Classification)}
            {Active(run)}
            <div class="number"><dt>Training</dt><dd class="value">{Time(outcome.Seconds)}</dd><dd>{outcome.Epochs} epochs, {outcome.Steps} steps</dd></div>
            </dl>
            {(outcome.TestElbo is null && outcome.Classification is null ? Markup.Of($"<p class=\"note\">The test rows have not been evaluated: gvi evaluate does it.</p>") : Markup.Empty)}
            """);
    }

    /// <summary>A value with a true minus sign.</summary>
    public static string Number(double value, string format = "F2") => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    public static string Sign(Estimate estimate) => estimate.Relation switch { ">=" => "≥", "<=" => "≤", "~" => "≈", var sign => sign };

    public static string Time(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalMinutes < 1 ? $"{seconds.ToString("F1", CultureInfo.InvariantCulture)} s"
            : time.TotalHours < 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";
    }

    private static Markup Bound(string name, string words, Estimate? estimate) => estimate is null ? Markup.Empty : Markup.Of($"""
        <div class="number"><dt>{name} {Sign(estimate)}</dt><dd class="value">{Number(estimate.Value)} <small>{estimate.ErrorText}{(double.IsNaN(estimate.StandardError) ? "" : " nats")}</small></dd>
        <dd>{words}{estimate.Kind}; S = {estimate.Samples} draws a row, N = {estimate.Count} test rows</dd></div>
        """);

    private static Markup Classification(ClassifierOutcome? test) => test is null ? Markup.Empty : Markup.Of($"""
        <div class="number"><dt>Test error</dt><dd class="value">{Share(test.Error)} <small>{(test.Count > 1 ? $"± {Share(Math.Sqrt(test.Error * (1 - test.Error) / test.Count))}" : Estimate.NoError)}</small></dd>
        <dd>weights at their means; N = {test.Count} test rows; NLL {Number(test.NegativeLogLikelihood, "F4")} nats</dd></div>
        {(test.Pruned is not { } cut ? Markup.Empty : Markup.Of($"""
            <div class="number"><dt>Test error, pruned</dt><dd class="value">{Share(cut.Error)}</dd><dd>weights with log α above {Number(cut.Threshold, "G4")} cut</dd></div>
            <div class="number"><dt>Compression</dt><dd class="value">{Number(cut.Compression, "F1")} <small>times</small></dd>
            <dd>weights left: {string.Join(", ", cut.Layers.Select(layer => $"{layer.Name} {layer.Kept} of {layer.Weights}"))}</dd></div>
            """))}
        """);

    private static string Share(double value) => value.ToString("P2", CultureInfo.InvariantCulture);

    private static Markup Active(ReportedRun run) => run.Latents is not { } latents ? Markup.Empty : Markup.Of($"""
        <div class="number"><dt>Active dimensions</dt><dd class="value">{latents.Units.Count} <small>of {latents.Units.Variances.Count}</small></dd>
        <dd>variance of the posterior mean above {ActiveUnits.Threshold:F2}</dd></div>
        """);
}
