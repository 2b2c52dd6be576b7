namespace GenerativeVI.Training;

/// <summary>
/// A straight line from one value to another, which then stays: KL warm-up (Bowman+ 2016; Sønderby+ 2016), a learning
/// rate that falls to 0.
/// </summary>
/// <param name="from">The value at the start.</param>
/// <param name="to">The value from the end of the ramp on.</param>
/// <param name="epochs">The length of the ramp, above 0.</param>
/// <param name="start">The epoch that it begins at, at least 0; the first value stays until then.</param>
public sealed class LinearRamp(double from, double to, double epochs, double start = 0) : Schedule
{
    private readonly double length = Positive(epochs, nameof(epochs));
    private readonly double begin = start >= 0 ? start : throw new ArgumentOutOfRangeException(nameof(start), $"start: expected at least 0, got {start}.");

    /// <inheritdoc/>
    public override double At(double epoch) => from + (to - from) * Math.Clamp((epoch - begin) / length, 0, 1);
}
