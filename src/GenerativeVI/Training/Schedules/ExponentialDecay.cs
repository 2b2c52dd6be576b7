namespace GenerativeVI.Training;

/// <summary>start · factor^epoch, without steps.</summary>
/// <param name="start">The first value.</param>
/// <param name="factor">What an epoch multiplies by, above 0.</param>
public sealed class ExponentialDecay(double start, double factor) : Schedule
{
    private readonly double perEpoch = Positive(factor, nameof(factor));

    /// <inheritdoc/>
    public override double At(double epoch) => start * Math.Pow(perEpoch, epoch);
}
