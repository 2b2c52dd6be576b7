namespace GenerativeVI.Training;

/// <summary>from + (to − from) σ((epoch − middle)/width): a warm-up without corners (Bowman+ 2016).</summary>
/// <param name="from">The value long before.</param>
/// <param name="to">The value long after.</param>
/// <param name="middle">The epoch half-way.</param>
/// <param name="width">The epochs from σ(0) to σ(1), above 0.</param>
public sealed class SigmoidRamp(double from, double to, double middle, double width) : Schedule
{
    private readonly double scale = Positive(width, nameof(width));

    /// <inheritdoc/>
    public override double At(double epoch) => from + (to - from) / (1 + Math.Exp((middle - epoch) / scale));
}
