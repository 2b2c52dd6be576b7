namespace GenerativeVI.Training;

/// <summary>A straight line from one value to another, which then stays: KL warm-up (Bowman+ 2016; Sønderby+ 2016).</summary>
/// <param name="from">The value at the start.</param>
/// <param name="to">The value from the end of the ramp on.</param>
/// <param name="epochs">The length of the ramp, above 0.</param>
public sealed class LinearRamp(double from, double to, double epochs) : Schedule
{
    private readonly double length = Positive(epochs, nameof(epochs));

    /// <inheritdoc/>
    public override double At(double epoch) => from + (to - from) * Math.Clamp(epoch / length, 0, 1);
}
