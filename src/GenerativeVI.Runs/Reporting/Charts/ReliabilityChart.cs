using System.Globalization;

namespace GenerativeVI.Reporting;

/// <summary>A reliability diagram: what came true over what was promised, accuracy over confidence or coverage over nominal levels, with the diagonal of perfect calibration.</summary>
/// <param name="Points">Promised, true, and the share of rows that a point stands for: of every bin that has rows.</param>
/// <param name="CalibrationError">The expected calibration error, or another mean distance from the diagonal.</param>
/// <param name="Promised">What the axis to the right is called.</param>
/// <param name="CameTrue">What the axis upwards is called.</param>
public sealed record ReliabilityChart(
    IReadOnlyList<(double Confidence, double Accuracy, double Share)> Points, double CalibrationError, string Promised = "confidence", string CameTrue = "accuracy")
{
    private const int Side = 420;

    /// <summary>A square drawing for a figure of a <see cref="Page"/>: dots that grow with the bin's share of rows, none so large that it leaves the frame's margin.</summary>
    public Markup Draw()
    {
        var plane = new Plane(Axis.Around([0, 1]), Axis.Around([0, 1]), Side, Side);
        var dots = Markup.Join(Points, point => Markup.Of(
            $"<circle class=\"c0\" fill=\"currentColor\" fill-opacity=\"0.7\" cx=\"{plane.Across(point.Confidence):F1}\" cy=\"{plane.Down(point.Accuracy):F1}\" r=\"{2 + 8 * Math.Sqrt(point.Share):F1}\"/>"));
        var content = Markup.Of($"<path class=\"ideal\" d=\"M{plane.Across(0):F1} {plane.Down(0):F1}L{plane.Across(1):F1} {plane.Down(1):F1}\"/>{dots}");
        var error = CalibrationError.ToString("P1", CultureInfo.InvariantCulture);
        return plane.Draw($"{CameTrue} over {Promised}, mean distance from the diagonal {error}", $"{Promised} (calibration error {error})", CameTrue, content);
    }
}
