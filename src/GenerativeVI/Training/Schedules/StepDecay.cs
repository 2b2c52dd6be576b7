namespace GenerativeVI.Training;

/// <summary>start · factor^⌊epoch/every⌋.</summary>
/// <param name="start">The first value.</param>
/// <param name="factor">What each step multiplies by, above 0.</param>
/// <param name="every">Epochs between steps, above 0.</param>
public sealed class StepDecay(double start, double factor, double every) : Schedule
{
    private readonly (double Factor, double Every) step = (Positive(factor, nameof(factor)), Positive(every, nameof(every)));

    /// <inheritdoc/>
    public override double At(double epoch) => start * Math.Pow(step.Factor, Math.Floor(epoch / step.Every));
}
