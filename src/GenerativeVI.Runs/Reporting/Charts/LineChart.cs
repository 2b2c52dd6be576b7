using System.Text.Json;

namespace GenerativeVI.Reporting;

/// <summary>
/// Curves over epochs, or over whole numbers of another kind: an SVG that stands on its own, and beside it the numbers, from which a script draws the same chart to hover over and zoom into.
/// </summary>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">Its unit and kind.</param>
/// <param name="Curves">At least one; coloured in their order.</param>
/// <param name="Across">What lies along the horizontal axis.</param>
public sealed record LineChart(string Title, string Unit, IReadOnlyList<Curve> Curves, string Across = "epoch")
{
    private const int Width = 560, Height = 280, MostDots = 40;

    /// <summary>A figure for a <see cref="Page"/>.</summary>
    public Markup Draw()
    {
        var points = Curves.SelectMany(curve => curve.Drawn).ToArray();
        var plane = new Plane(Axis.OfWholeNumbers(points.Select(point => point.X)), Axis.Around(points.Select(point => point.Y)), Width, Height);
        var lines = Markup.Join(Curves.Index(), item => Line(plane, item.Item, item.Index));
        return Markup.Of($"""
            <figure class="chart">
            <figcaption><strong>{Title}</strong> {Unit}</figcaption>
            <div class="plot">{plane.Draw($"{Title}, {Unit}: {string.Join(", ", Curves.Select(curve => curve.Name))}", Across, "", lines)}</div>
            {(Curves.Count > 1 ? Legend.Of(Curves.Select(curve => curve.Name)) : Markup.Empty)}
            <script type="application/json">{Markup.Trusted(Numbers())}</script>
            </figure>

            """);
    }

    private static Markup Line(Plane plane, Curve curve, int number)
    {
        var points = curve.Drawn.Select(point => (X: plane.Across(point.X), Y: plane.Down(point.Y))).ToArray();
        var line = Markup.Join(points.Index(), item => Markup.Of($"{(item.Index == 0 ? "M" : "L")}{item.Item.X:F1} {item.Item.Y:F1}"));
        // A path of no length with round caps is a dot.
        var dots = points.Length <= MostDots ? Markup.Of($"<path class=\"dots big c{number % Legend.Colours}\" d=\"{Legend.Dots(points)}\"/>") : Markup.Empty;
        return Markup.Of($"<path class=\"line c{number % Legend.Colours}\" d=\"{line}\"/>{dots}");
    }

    /// <summary>All curves over one list of epochs, null where a curve has no number there.</summary>
    private string Numbers()
    {
        var epochs = Curves.SelectMany(curve => curve.Drawn.Select(point => point.X)).Distinct().Order().ToArray();
        var columns = Curves.Select(curve =>
        {
            var byEpoch = new Dictionary<double, double>();
            foreach (var (x, y) in curve.Drawn) byEpoch[x] = y;
            return epochs.Select(epoch => byEpoch.TryGetValue(epoch, out var y) ? y : (double?)null);
        });
        var data = columns.Prepend(epochs.Select(epoch => (double?)epoch));
        return JsonSerializer.Serialize(new { x = Across, names = Curves.Select(curve => curve.Name), data });
    }
}
