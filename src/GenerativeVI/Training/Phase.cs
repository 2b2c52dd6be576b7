using GenerativeVI.Objectives;

namespace GenerativeVI.Training;

/// <summary>One optimizer and what it maximizes. A VAE has one phase; a method with a discriminator has two.</summary>
/// <param name="Name">What the phase is called in messages and what its random stream is named.</param>
/// <param name="Optimizer">The optimizer of the phase's parameters; made after they are on their device.</param>
/// <param name="Objective">The bound of a step, maximized through its surrogate.</param>
/// <param name="StepsPerBatch">How many steps are taken on each batch; 1 by default.</param>
/// <param name="LearningRate">The optimizer's rate over the epochs, of its first group of parameters; the others keep their proportion to it. The rates it was made with when null.</param>
/// <param name="Limits">What is done to the gradients first; nothing when null.</param>
/// <param name="RateFactor">What the learning rate is multiplied by in this phase; 1 by default.</param>
public sealed record Phase(
    string Name, optim.Optimizer Optimizer, Func<TrainingStep, Bound> Objective, int StepsPerBatch = 1, Schedule? LearningRate = null, GradientLimits? Limits = null, double RateFactor = 1)
{
    /// <summary>
    /// Whether the surrogate is a mean over the batch's rows of terms that depend on one row each, beside terms of the weights
    /// alone. Parts of a batch may then be taken by several threads at once (<see cref="Trainer.MeasureThreads"/>), so that the
    /// objective must keep nothing between its calls and draw from its step's stream alone. False by default.
    /// </summary>
    public bool IsByRow { get; init; }

    /// <summary>
    /// Whether processes may share a batch's rows out: as <see cref="IsByRow"/>, but for layers that draw from streams
    /// of their own in the run's tree, of which each process has its own. What is by row may be shared.
    /// </summary>
    public bool IsShared
    {
        get => field || IsByRow;
        init;
    }
}
