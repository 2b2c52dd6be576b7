namespace GenerativeVI.Training;

/// <summary>
/// A number that changes with training: a KL weight, a learning rate. It is a function of time alone, so a resumed run
/// need not store it.
/// </summary>
public abstract class Schedule
{
    /// <summary>The value at a time.</summary>
    /// <param name="epoch">Epochs since the start, with fractions: 0 before the first step.</param>
    public abstract double At(double epoch);

    private protected static double Positive(double value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name}: expected above 0, got {value}.");
}
