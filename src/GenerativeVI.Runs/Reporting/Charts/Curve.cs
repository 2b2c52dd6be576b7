namespace GenerativeVI.Reporting;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">X and Y in the order of X; gaps where Y is not finite.</param>
public sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>The points that can be drawn.</summary>
    public IEnumerable<(double X, double Y)> Drawn => Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y));
}
