namespace GenerativeVI.Reporting;

/// <summary>Points of the plane, coloured by class.</summary>
/// <param name="XName">The axis to the right.</param>
/// <param name="YName">The axis upwards.</param>
/// <param name="Points">The points.</param>
/// <param name="Classes">The class of each, or null where there are none.</param>
public sealed record ScatterChart(string XName, string YName, IReadOnlyList<(double X, double Y)> Points, IReadOnlyList<string>? Classes)
{
    private const int Side = 520;

    /// <summary>A square drawing and its legend, for a figure of a <see cref="Page"/>.</summary>
    public Markup Draw()
    {
        var plane = new Plane(Axis.Around(Points.Select(point => point.X), 6), Axis.Around(Points.Select(point => point.Y), 6), Side, Side);
        // By length first, so that 10 comes after 9.
        var groups = Points.Index().GroupBy(item => Classes?[item.Index] ?? "", item => (plane.Across(item.Item.X), plane.Down(item.Item.Y)))
            .OrderBy(group => group.Key.Length).ThenBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var dots = Markup.Join(groups.Index(), item => Markup.Of($"<path class=\"dots small c{item.Index % Legend.Colours}\" d=\"{Legend.Dots(item.Item)}\"/>"));
        return Markup.Of($"""
            {plane.Draw($"{Points.Count} points: {XName} across, {YName} up", XName, YName, dots)}
            {(Classes is null ? Markup.Empty : Legend.Of(groups.Select(group => group.Key)))}
            """);
    }
}
