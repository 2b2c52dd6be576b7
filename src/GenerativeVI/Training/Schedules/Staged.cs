namespace GenerativeVI.Training;

/// <summary>
/// The learning rates of the IWAE experiments: stage i = 0 … n − 1 lasts unit · 3ⁱ epochs at start · 10^(−i/(n − 1)), so that the last is a tenth of the first
/// (Burda+ 2016: eight stages, unit 1, 3280 epochs).
/// </summary>
/// <param name="start">The rate of the first stage.</param>
/// <param name="stages">n ≥ 2; 8 by default.</param>
/// <param name="unit">Epochs in the first stage, above 0; 1 by default. A shorter run of the same shape takes less.</param>
public sealed class Staged(double start, int stages = 8, double unit = 1) : Schedule
{
    private readonly double first = Positive(unit, nameof(unit));
    private readonly int count = stages >= 2 ? stages : throw new ArgumentOutOfRangeException(nameof(stages), $"stages: expected at least 2, got {stages}.");

    /// <inheritdoc/>
    public override double At(double epoch)
    {
        var (stage, end) = (0, first);
        // Ends at unit, unit (1 + 3), unit (1 + 3 + 9), …
        for (var length = first; stage < count - 1 && epoch >= end; stage++) end += length *= 3;
        return start * Math.Pow(10, -(double)stage / (count - 1));
    }
}
