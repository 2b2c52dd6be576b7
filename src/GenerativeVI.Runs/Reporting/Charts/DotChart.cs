namespace GenerativeVI.Reporting;

/// <summary>Numbers of several orders of magnitude as dots on rows, along a logarithmic axis; an SVG that stands on its own.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">Its unit and kind.</param>
/// <param name="Rows">The names of the rows, from the top.</param>
/// <param name="Series">Coloured in their order: a name, and a number for every row; nothing is drawn where it is not above 0.</param>
public sealed record DotChart(string Title, string Unit, IReadOnlyList<string> Rows, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Series)
{
    private const int Width = 560, RowHeight = 26, Right = 20, Top = 8, Bottom = 34;

    // A letter of a row's name is some 6.5 wide.
    private int Left => Math.Max(190, 20 + (int)(6.5 * Rows.Max(name => name.Length)));

    /// <summary>A figure for a <see cref="Page"/>.</summary>
    public Markup Draw()
    {
        var axis = Axis.OfWholeNumbers([.. Drawn().Select(Math.Floor), .. Drawn().Select(Math.Ceiling)]);
        double Across(double logarithm) => Left + axis.Share(logarithm) * (Width - Left - Right);
        double Down(int row) => Top + (row + 0.5) * RowHeight;
        var bottom = Top + Rows.Count * RowHeight;
        var uprights = Markup.Join(axis.Ticks, tick => Markup.Of($"""
            <path class="grid" d="M{Across(tick):F1} {Top}V{bottom}"/>
            <text class="tick middle" x="{Across(tick):F1}" y="{bottom + 20}">{Power(tick)}</text>

            """));
        var levels = Markup.Join(Rows.Index(), row => Markup.Of($"""
            <path class="grid" d="M{Left} {Down(row.Index):F1}H{Width - Right}"/>
            <text class="tick right" x="{Left - 10}" y="{Down(row.Index) + 4:F1}">{row.Item}</text>

            """));
        var dots = Markup.Join(Series.Index(), series => Markup.Of($"""
            <path class="dots big c{series.Index % Legend.Colours}" d="{Legend.Dots(series.Item.Values.Index().Where(v => IsDrawn(v.Item)).Select(v => (Across(Math.Log10(v.Item)), Down(v.Index))))}"/>

            """));
        return Markup.Of($"""
            <figure class="chart">
            <figcaption><strong>{Title}</strong> {Unit}</figcaption>
            <div class="plot"><svg viewBox="0 0 {Width} {bottom + Bottom}" role="img" aria-label="{Title}, {Unit}: {string.Join(", ", Rows)}">
            {uprights}
            {levels}
            {dots}
            </svg></div>
            {Legend.Of(Series.Select(series => series.Name))}
            </figure>

            """);
    }

    private IEnumerable<double> Drawn() => Series.SelectMany(series => series.Values).Where(IsDrawn).Select(Math.Log10);

    private static bool IsDrawn(double value) => value > 0 && double.IsFinite(value);

    private static string Power(double exponent) => $"10{string.Concat(exponent.ToString("F0", System.Globalization.CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']))}";
}
