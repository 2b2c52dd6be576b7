using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Evaluation;
using GenerativeVI.Training;

namespace GenerativeVI.Cli.Display;

/// <summary>Shows a training and the evaluation after it on a display.</summary>
internal sealed class TrainingReport(RunDisplay display, string counted = "active units") : IProgress<TrainingProgress>, IProgress<double>
{
    private Stopwatch? evaluating;

    /// <summary>Whether there is anything trained to speak of.</summary>
    public bool AnyEpoch { get; private set; }

    public void Report(TrainingProgress value)
    {
        var left = TimeSpan.FromSeconds(value.Seconds / Math.Max(1, value.Step) * (value.Steps - value.Step));
        var what = $"epoch {value.Epoch}/{value.Epochs}, step {value.Step}/{value.Steps}";
        display.Show(new Status(what, (double)value.Step / value.Steps, left, Numbers(value)));
    }

    /// <summary>The share of an evaluation done.</summary>
    public void Report(double value)
    {
        evaluating ??= Stopwatch.StartNew();
        TimeSpan? left = value > 0 ? evaluating.Elapsed * ((1 - value) / value) : null;
        display.Show(new Status("evaluating on the test images", value, left));
    }

    public void EpochFinished(TrainingProgress value)
    {
        AnyEpoch = true;
        display.Say(string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}: {Numbers(value)}, {value.Seconds:F1} s"));
    }

    private string Numbers(TrainingProgress value)
    {
        var bound = value.Bound is { } number ? Words(new Estimate(number, value.Guarantee, double.NaN, 1, 1)) : "";
        var rate = value.Rate is { } nats ? string.Create(CultureInfo.InvariantCulture, $"rate {nats:F2}, ") : "";
        var active = value.ActiveUnits is { } units ? string.Create(CultureInfo.InvariantCulture, $"{counted} {units}, ") : "";
        var clamped = value.Clamped is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} % of the ratios clamped, ") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{bound}{rate}distortion {value.Distortion:F2}, {active}{clamped}{value.RowsPerSecond:F0} images/s");
    }

    private static string Words(Estimate bound) =>
        string.Create(CultureInfo.InvariantCulture, $"bound {bound.Relation} {bound.Value:F2} nats ({bound.Kind}), ");
}
