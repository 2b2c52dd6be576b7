using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>The parts of a method, joined.</summary>
/// <param name="Trained">The model as it is trained, which owns every parameter.</param>
/// <param name="Judged">The model as it is judged: one log-ratio a draw, exact or of draws that no two rows share, so that its weights are unbiased.</param>
/// <param name="AtEpoch">The model as it is trained at an epoch, where a number of mixing draws grows; null where it is the same throughout.</param>
internal sealed record Joined(ILatentModel Trained, ILatentModel Judged, Func<double, ILatentModel>? AtEpoch = null)
{
    /// <summary>A model that is judged as it is trained.</summary>
    public Joined(ILatentModel model)
        : this(model, model)
    {
    }

    /// <summary>p(z) as it is judged and drawn from.</summary>
    public IConditional<ISampler>? Prior { get; init; }

    /// <summary>p of the latent that the model is judged by, where it is not z: the ε of an implicit prior z = g(ε).</summary>
    public IConditional<IDistribution>? JudgedPrior { get; init; }

    /// <summary>p(x) given that latent.</summary>
    public IConditional<IDistribution>? JudgedDecoder { get; init; }

    /// <summary>Both sides of a semi-implicit posterior's entropy; null where there is none.</summary>
    public RowSandwich? Sandwich { get; init; }

    /// <summary>What the model is judged through where it is not its own posterior.</summary>
    public IConditional<ISampler>? Proposal { get; init; }

    /// <summary>What is trained beside the model, in phases of its own: each a name, the module, what it maximizes, its steps a batch and what its learning rate is times the model's.</summary>
    public IReadOnlyList<OtherPhase> Others { get; init; } = [];

    /// <summary>What goes with the model's parameters.</summary>
    public IDisposable? Borrowed { get; init; }
}

/// <summary>A phase of what is trained beside a model.</summary>
/// <param name="Name">Its name, and its random stream's.</param>
/// <param name="Module">Whose parameters they are, and no other phase's.</param>
/// <param name="Objective">What is maximized.</param>
/// <param name="Steps">Steps a batch.</param>
/// <param name="RateFactor">Its learning rate, times the model's.</param>
internal sealed record OtherPhase(string Name, nn.Module Module, Func<TrainingStep, Bound> Objective, int Steps = 1, double RateFactor = 1)
{
    /// <summary>The phase over the parameters as they are now.</summary>
    public Phase Begin() => new(Name, new OnePassAdam(Module.parameters()), Objective, Steps, RateFactor: RateFactor);
}
