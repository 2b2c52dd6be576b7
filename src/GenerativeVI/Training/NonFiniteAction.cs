namespace GenerativeVI.Training;

/// <summary>What a trainer does about a bound or gradient that is not finite. Each case is told with step, phase and the first offending term.</summary>
public enum NonFiniteAction
{
    /// <summary>Stop with <see cref="NonFiniteException"/>; the step is not applied.</summary>
    Stop,

    /// <summary>Leave the step out and go on; after a hundred in a row, stop.</summary>
    Skip,

    /// <summary>Go back to the last checkpoint and on with half the learning rate; after ten times, stop. Without a checkpoint, stop.</summary>
    RollBack,
}
