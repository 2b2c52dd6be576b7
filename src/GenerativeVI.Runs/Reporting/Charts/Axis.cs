using System.Globalization;

namespace GenerativeVI.Reporting;

/// <summary>One axis of a chart: its ends, and ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
public sealed class Axis
{
    private readonly int decimals;

    private Axis(double least, double greatest, double step)
    {
        (Least, Greatest) = (least, greatest);
        decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var (first, last) = (Math.Ceiling(least / step - 1e-9), Math.Floor(greatest / step + 1e-9));
        Ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>The value at the beginning.</summary>
    public double Least { get; }

    /// <summary>The value at the end.</summary>
    public double Greatest { get; }

    /// <summary>The values that are marked, rising.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that begins and ends at ticks.</summary>
    /// <param name="values">What it must cover; what is not finite is passed over.</param>
    /// <param name="intervals">The most steps between the values, at least 1; 5 by default.</param>
    public static Axis Around(IEnumerable<double> values, int intervals = 5)
    {
        var (least, greatest) = Range(values);
        var step = NiceStep((greatest - least) / intervals);
        return new Axis(Math.Floor(least / step + 1e-9) * step, Math.Ceiling(greatest / step - 1e-9) * step, step);
    }

    /// <summary>An axis that ends where the values do, with ticks at whole numbers only.</summary>
    /// <param name="values">What it must cover; what is not finite is passed over.</param>
    /// <param name="intervals">The most steps between the values, at least 1; 8 by default.</param>
    public static Axis OfWholeNumbers(IEnumerable<double> values, int intervals = 8)
    {
        var (least, greatest) = Range(values);
        return new Axis(least, greatest, Math.Max(1, NiceStep((greatest - least) / intervals)));
    }

    /// <summary>The place of a value between the ends: 0 … 1.</summary>
    /// <param name="value">A value; one outside has a place outside.</param>
    public double Share(double value) => (value - Least) / (Greatest - Least);

    /// <summary>A tick as it is written: a true minus sign, thousands apart, no more decimals than the ticks need.</summary>
    /// <param name="tick">One of <see cref="Ticks"/>.</param>
    public string Label(double tick)
    {
        // Multiples of a step may miss 0 by a rounding error, and then have a sign.
        var value = Math.Abs(tick) < 1e-9 * (Greatest - Least) ? 0 : tick;
        var text = value.ToString(decimals > 5 || Math.Abs(value) >= 1e9 ? "G4" : $"N{decimals}", CultureInfo.InvariantCulture);
        return text.Replace('-', '−').Replace(",", "\u2009", StringComparison.Ordinal);
    }

    /// <summary>The least of 1, 2, 5 times a power of ten that is no less than a width.</summary>
    /// <param name="width">Above 0.</param>
    public static double NiceStep(double width)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        return power * (width / power) switch { <= 1 + 1e-9 => 1, <= 2 + 1e-9 => 2, <= 5 + 1e-9 => 5, _ => 10 };
    }

    private static (double Least, double Greatest) Range(IEnumerable<double> values)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite)) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        if (least > greatest) return (0, 1);
        if (greatest - least > 1e-12 * Math.Max(Math.Abs(least), Math.Abs(greatest))) return (least, greatest);
        // All values are one: half a unit, or a tenth of the value, around it.
        var margin = Math.Max(Math.Abs(least) / 10, least == 0 ? 0.5 : 0);
        return (least - margin, greatest + margin);
    }
}
