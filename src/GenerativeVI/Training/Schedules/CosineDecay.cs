namespace GenerativeVI.Training;

/// <summary>end + ½ (start − end)(1 + cos(π epoch/epochs)), then the end (Loshchilov &amp; Hutter 2017).</summary>
/// <param name="start">The first value.</param>
/// <param name="end">The last value.</param>
/// <param name="epochs">The length of the half wave, above 0.</param>
public sealed class CosineDecay(double start, double end, double epochs) : Schedule
{
    private readonly double length = Positive(epochs, nameof(epochs));

    /// <inheritdoc/>
    public override double At(double epoch) => end + 0.5 * (start - end) * (1 + Math.Cos(Math.PI * Math.Clamp(epoch / length, 0, 1)));
}
