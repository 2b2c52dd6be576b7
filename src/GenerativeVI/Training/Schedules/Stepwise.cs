namespace GenerativeVI.Training;

/// <summary>Values that change at given epochs and stay between them: the growing number of mixing draws of semi-implicit training, such as 0, 5, 25 and 50.</summary>
public sealed class Stepwise : Schedule
{
    private readonly (double From, double Value)[] stages;

    /// <summary>Stages by the epoch that they begin at.</summary>
    /// <param name="stages">The first begins at 0, and each after the one before.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public Stepwise(params (double From, double Value)[] stages)
    {
        if (stages.Length == 0 || stages[0].From != 0 || stages.Zip(stages.Skip(1)).Any(pair => !(pair.First.From < pair.Second.From)))
            throw new ArgumentException($"stages: expected epochs that begin at 0 and rise, got [{string.Join(", ", stages.Select(stage => stage.From))}].", nameof(stages));
        this.stages = [.. stages];
    }

    /// <inheritdoc/>
    public override double At(double epoch) => stages.Last(stage => stage.From <= Math.Max(0, epoch)).Value;
}
