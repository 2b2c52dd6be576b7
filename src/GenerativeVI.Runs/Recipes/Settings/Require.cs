using System.Globalization;
using GenerativeVI.Flows;

namespace GenerativeVI;

/// <summary>Ranges of settings, refused in one sentence.</summary>
internal static class Require
{
    public static void AtLeast(string name, long? value, long least)
    {
        if (value < least) throw new ArgumentException($"{name}: expected at least {least}, got {value}.");
    }

    public static void Above0(string name, double? value)
    {
        if (value is { } given && !(given > 0 && double.IsFinite(given))) throw new ArgumentException($"{name}: expected above 0, got {Text(given)}.");
    }

    public static void AtLeast0(string name, double value, string unit = "")
    {
        if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentException($"{name}: expected at least 0{unit}, got {Text(value)}.");
    }

    public static void Finite(string name, double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"{name}: expected a finite number, got {Text(value)}.");
    }

    public static void Flow(string name, FlowSettings flow)
    {
        AtLeast($"{name} steps", flow.Steps, 1);
        AtLeast($"{name} bins", flow.Bins, 2);
        AtLeast($"{name} directions", flow.Directions, 1);
        Above0($"{name} bound", flow.Bound);
        AtLeast0($"{name} departure", flow.Departure);
        Above0($"{name} tolerance", flow.Tolerance);
        Above0($"{name} evaluation tolerance", flow.EvaluationTolerance);
        if (flow.Hidden.Count == 0 || flow.Hidden.Any(width => width < 1)) throw new ArgumentException($"{name} hidden: expected widths of at least 1, got {string.Join(',', flow.Hidden)}.");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
