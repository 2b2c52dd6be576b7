namespace GenerativeVI.Reporting;

/// <summary>The colours of curves and classes: c0, c1, …, as the style sheet has them for light and dark.</summary>
internal static class Legend
{
    /// <summary>How many differ before they repeat.</summary>
    public const int Colours = 10;

    public static Markup Of(IEnumerable<string> names) => Markup.Of($"""
        <ul class="legend">{Markup.Join(names.Index(), item => Markup.Of($"<li class=\"c{item.Index % Colours}\"><span>{item.Item}</span></li>"))}</ul>
        """);

    /// <summary>A path of points that round caps make into dots.</summary>
    public static Markup Dots(IEnumerable<(double X, double Y)> points) => Markup.Join(points, point => Markup.Of($"M{point.X:F1} {point.Y:F1}h0"));
}
