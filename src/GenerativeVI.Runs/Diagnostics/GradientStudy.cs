using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// The gradient estimators, measured on a stored run: its model as it was left, and a batch of its training data.
/// </summary>
/// <param name="Bound">The objective.</param>
/// <param name="Samples">S, the draws a row.</param>
/// <param name="Batch">The rows of the batch.</param>
/// <param name="Repeats">The gradients of each estimator.</param>
/// <param name="Estimators">What came of it.</param>
public sealed record GradientStudy(GradientBound Bound, int Samples, int Batch, int Repeats, IReadOnlyList<GradientReport> Estimators)
{
    /// <summary>Measures.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="bound">The objective.</param>
    /// <param name="samples">S ≥ 1 draws a row.</param>
    /// <param name="batch">Rows of the batch, at least 1: the first of the training data.</param>
    /// <param name="repeats">Gradients of each estimator, at least 20.</param>
    /// <param name="byModule">Whether every layer is a group of its own.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="deviceName">"auto", "cpu" or "cuda".</param>
    /// <param name="dataDirectory">Where to look for the data first; null for where the run did.</param>
    /// <param name="note">Receives a sentence on the data that were read.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">The folder is not a run's, or its data cannot be had or differs.</exception>
    public static GradientStudy Of(
        RunFolder folder, GradientBound bound = GradientBound.Elbo, int samples = 1, int batch = 100, int repeats = 100, bool byModule = false, long seed = 1, string deviceName = "auto",
        string? dataDirectory = null, Action<string>? note = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (batch < 1) throw new ArgumentException($"batch: expected at least 1 row, got {batch}.");
        var record = folder.ReadRecord();
        var device = Devices.Find(deviceName);
        using var model = folder.LoadModel(record, device, dataDirectory);
        using var data = RunData.Of(folder, record, device, dataDirectory, note, cancellation);
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed, device).Split("gradients");
        var rows = data.Training.Slice(0, Math.Min(batch, data.Training.Count));
        if (data.Protocol.Binarization == Binarization.Dynamic) rows = rows with { Value = random.Split("binarization").Bernoulli(rows.Value) };
        var reports = model.MeasureGradients(rows, estimator => Objective(bound, samples, estimator), repeats, random, byModule, progress, cancellation);
        return new GradientStudy(bound, samples, (int)rows.Value.shape[0], repeats, reports);
    }

    /// <summary>The measurements as one HTML file that needs nothing else.</summary>
    /// <param name="title">Its title.</param>
    public string ToHtml(string title)
    {
        var measured = Estimators.Where(estimator => estimator.Why is null).ToArray();
        var groups = measured.SelectMany(estimator => estimator.Groups.Select(group => group.Group)).Distinct().ToArray();
        DotChart Chart(string name, string unit, Func<GradientQuality, double> of) => new(
            name, unit, [.. measured.Select(estimator => estimator.Estimator)],
            [.. groups.Select(group => (group, (IReadOnlyList<double>)[.. measured.Select(estimator => of(estimator.Groups.Single(g => g.Group == group)))]))]);
        var rows = Markup.Join(measured, estimator => Markup.Join(estimator.Groups, group => Markup.Of(
            $"<tr><td>{estimator.Estimator}</td><td>{group.Group}</td><td class=\"n\">{Short(group.Variance)}</td><td class=\"n\">{Short(group.SignalToNoise)}</td><td>{BiasInWords(group)}</td><td class=\"n\">{estimator.SecondsPerGradient * 1000:F1}</td></tr>\n")));
        var others = Markup.Join(Estimators.Where(estimator => estimator.Why is not null), estimator => Markup.Of($"<li><strong>{estimator.Estimator}</strong>: {estimator.Why}</li>\n"));
        return Page.Write(title, Markup.Of($"""
            <h1>{title}</h1>
            <p>{Description}</p>
            <div class="columns">{Chart("Variance", "of one gradient, summed over a group's elements", q => q.Variance).Draw()}{Chart("Signal to noise", "length of the mean over the root of the variance", q => q.SignalToNoise).Draw()}</div>
            <div class="scroll"><table class="data">
            <thead><tr><th>estimator</th><th>group</th><th class="n">variance</th><th class="n">signal to noise</th><th>bias</th><th class="n">ms</th></tr></thead>
            <tbody>
            {rows}</tbody></table></div>
            <h3>Not applicable</h3>
            <ul>{others}</ul>

            """));
    }

    /// <summary>What was measured, in a sentence.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"Gradients of the {(Bound == GradientBound.Elbo ? "ELBO" : "importance-weighted bound")}, S = {Samples}, one batch of {Batch} rows, {Repeats} gradients an estimator, bias against a long run.");

    /// <summary>A bias in words: its size relative to the gradient, or the least that would have been seen.</summary>
    /// <param name="quality">Of a group.</param>
    public static string BiasInWords(GradientQuality quality) => quality.IsBiased
        ? string.Create(CultureInfo.InvariantCulture, $"{quality.RelativeBias:P0} of the gradient")
        : string.Create(CultureInfo.InvariantCulture, $"none seen (above {quality.RelativeBiasSeen:P0})");

    private static IObjective Objective(GradientBound bound, int samples, GradientEstimator estimator) =>
        bound == GradientBound.Elbo ? new Elbo(samples, estimator) : new ImportanceWeighted(samples, estimator);

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
