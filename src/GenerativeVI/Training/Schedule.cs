namespace GenerativeVI.Training;

/// <summary>A number that changes with training: a KL weight, a learning rate. One idea serves both.</summary>
public abstract class Schedule
{
    /// <summary>The value at a time.</summary>
    /// <param name="epoch">Epochs since the start, with fractions: 0 before the first step.</param>
    public abstract double At(double epoch);
}
