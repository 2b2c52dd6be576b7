namespace GenerativeVI.Training;

/// <summary>The same value at all times.</summary>
/// <param name="value">The value.</param>
public sealed class Constant(double value) : Schedule
{
    /// <inheritdoc/>
    public override double At(double epoch) => value;
}
