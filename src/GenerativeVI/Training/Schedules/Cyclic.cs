namespace GenerativeVI.Training;

/// <summary>
/// A schedule that restarts after a fixed number of epochs: cyclic KL annealing is a cyclic linear ramp (Fu+ 2019).
/// </summary>
/// <param name="cycle">One cycle, asked with the epochs since its start.</param>
/// <param name="length">Epochs in a cycle, above 0.</param>
/// <param name="cycles">How many; from then on the value at a cycle's end. Endless when null.</param>
public sealed class Cyclic(Schedule cycle, double length, int? cycles = null) : Schedule
{
    private readonly double period = Positive(length, nameof(length));

    /// <inheritdoc/>
    public override double At(double epoch) => epoch >= cycles * period ? cycle.At(period) : cycle.At(epoch % period);
}
