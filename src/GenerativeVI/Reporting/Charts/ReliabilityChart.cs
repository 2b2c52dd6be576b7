using System.Globalization;

namespace GenerativeVI.Reporting;

/// <summary>A reliability diagram: accuracy over confidence, with the diagonal of perfect calibration.</summary>
/// <param name="Points">Confidence and accuracy of every bin that has rows, with the rows' share.</param>
/// <param name="CalibrationError">The expected calibration error.</param>
public sealed record ReliabilityChart(IReadOnlyList<(double Confidence, double Accuracy, double Share)> Points, double CalibrationError)
{
    private const int Side = 420;

    /// <summary>A square drawing for a figure of a <see cref="Page"/>: dots whose area is the bin's share of rows.</summary>
    public Markup Draw()
    {
        var plane = new Plane(Axis.Around([0, 1]), Axis.Around([0, 1]), Side, Side);
        var dots = Markup.Join(Points, point => Markup.Of(
            $"<circle class=\"c0\" fill=\"currentColor\" fill-opacity=\"0.7\" cx=\"{plane.Across(point.Confidence):F1}\" cy=\"{plane.Down(point.Accuracy):F1}\" r=\"{2 + 16 * Math.Sqrt(point.Share):F1}\"/>"));
        var content = Markup.Of($"<path class=\"grid\" d=\"M{plane.Across(0):F1} {plane.Down(0):F1}L{plane.Across(1):F1} {plane.Down(1):F1}\"/>{dots}");
        var error = CalibrationError.ToString("P1", CultureInfo.InvariantCulture);
        return plane.Draw($"accuracy over confidence, expected calibration error {error}", $"confidence (calibration error {error})", "accuracy", content);
    }
}
