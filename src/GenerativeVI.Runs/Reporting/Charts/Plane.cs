namespace GenerativeVI.Reporting;

/// <summary>Where points lie in a drawing: a frame with room for labels left of it and below.</summary>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
/// <param name="Width">Of the drawing, in its own units.</param>
/// <param name="Height">Of the drawing.</param>
internal sealed record Plane(Axis X, Axis Y, int Width, int Height)
{
    private const int Left = 58, Right = 14, Top = 10, Bottom = 42;

    public double Across(double x) => Left + X.Share(x) * (Width - Left - Right);

    public double Down(double y) => Height - Bottom - Y.Share(y) * (Height - Top - Bottom);

    /// <summary>The drawing: grid lines and labels, and the content above them.</summary>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    /// <param name="xName">Below the axis.</param>
    /// <param name="yName">Beside the axis; none when empty.</param>
    /// <param name="content">SVG elements in the units of this plane.</param>
    public Markup Draw(string description, string xName, string yName, Markup content) => Markup.Of($"""
        <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}">
        {Markup.Join(Y.Ticks, Level)}
        {Markup.Join(X.Ticks, Upright)}
        <text class="tick middle" x="{(Left + Width - Right) / 2}" y="{Height - 6}">{xName}</text>
        <text class="tick middle" transform="translate(14 {(Top + Height - Bottom) / 2}) rotate(-90)">{yName}</text>
        {content}
        </svg>
        """);

    private Markup Level(double tick) => Markup.Of($"""
        <path class="grid" d="M{Left} {Down(tick):F1}H{Width - Right}"/>
        <text class="tick right" x="{Left - 8}" y="{Down(tick) + 4:F1}">{Y.Label(tick)}</text>

        """);

    private Markup Upright(double tick) => Markup.Of($"""
        <path class="grid" d="M{Across(tick):F1} {Top}V{Height - Bottom}"/>
        <text class="tick middle" x="{Across(tick):F1}" y="{Height - Bottom + 18}">{X.Label(tick)}</text>

        """);
}
