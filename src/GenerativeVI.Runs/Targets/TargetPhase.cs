using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>What is trained beside a posterior of a target: a critic, a proposal, or particles.</summary>
/// <param name="Parameters">What moves; the posterior's own phase leaves it alone.</param>
/// <param name="Objective">What they maximize.</param>
/// <param name="Steps">Steps a step of the posterior.</param>
internal sealed record TargetPhase(IReadOnlyCollection<Parameter> Parameters, Func<TrainingStep, Bound> Objective,
    int Steps = 1)
{
    private const double UsualRate = 1e-3;

    /// <summary>The optimizer; Adam at a rate of 10⁻³ when null.</summary>
    public Func<IEnumerable<Parameter>, RandomStream, optim.Optimizer>? Optimizer { get; init; }

    /// <summary>Its rate over hundreds of steps; that of the optimizer when null.</summary>
    public Schedule? Rate { get; init; }

    /// <summary>The optimizer, which the caller owns.</summary>
    public optim.Optimizer Make(RandomStream random) =>
        Optimizer?.Invoke(Parameters, random) ?? new OnePassAdam(Parameters, UsualRate);
}
