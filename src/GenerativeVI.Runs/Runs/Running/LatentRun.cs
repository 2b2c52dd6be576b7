using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>A recipe's model in an experiment.</summary>
internal sealed class LatentRun : RunModel
{
    // What judging a posterior may take that is drawn from by solving differential equations.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly RunSettings settings;
    private readonly RunData data;
    private readonly Recipe recipe;
    private readonly Communicator communicator;

    public LatentRun(RunSettings settings, RunData data, RandomStream weights, Communicator communicator)
    {
        (this.settings, this.data, this.communicator, KlWeight) = (settings, data, communicator,
            RunSchedules.KlWeight(settings));
        // Torch's own layers begin with, and draw from, its own generator.
        if (settings.Own is not null) weights.Split("torch").SeedTorch();
        recipe = Recipes.Compose(settings, DataDescription.Of(data.Training) with { Classes = data.Protocol.Classes }, weights, KlWeight);
    }

    public override nn.Module Module => recipe.Module;

    private bool IsSlow =>
        settings.Model is var model
        && (model.Posterior is { Family: PosteriorFamily.Flow, Flow.Kind: FlowKind.Continuous } || model.Prior is { Family: PriorFamily.Flow, Flow.Kind: FlowKind.Continuous });

    public override Schedule KlWeight { get; }

    public override string Counted => "active_units";

    // From a stream of its own, the same at every count: the run's streams stay as they are.
    public override Func<int> Count => () =>
        ActiveUnits.Of(recipe.Encoder, data.Validation ?? data.Training, new RandomStream(settings.Seed, data.Training.Values.device).Split("active units")).Count;

    public override TrainedModel Picturing => new(recipe, data.Training.EventShape);

    public override IReadOnlyList<Phase> Phases(Schedule learningRate, GradientLimits limits) => recipe.Phases(learningRate, limits);

    public override double Validate(TensorData validation, RandomStream random) => 
        new BoundEvaluation(recipe.Model, communicator: communicator).Evaluate(validation, 1, random).Elbo.Value;

    public override string? Warning(TrainingProgress epoch) => ClampedRatios.Sentence(epoch.Clamped) ?? (
        epoch.Epoch >= settings.WarmUp + 2 ? PosteriorCollapse.Sentence(epoch.Rate, epoch.ActiveUnits, recipe.Latent) : null);

    public override RunOutcome Judge(RunOutcome outcome, RunFolder folder, RandomStream random, IProgress<double>? progress, ILogger logger, CancellationToken cancellation)
    {
        using var model = Picturing;
        using var few = settings.TestRows is { } count ? data.Test.Take(count) : null;
        var bounds = new BoundEvaluation(recipe.Model, logger: logger, budget: settings.TestRows is null && IsSlow
            ? Patience : null, communicator: communicator)
            .Evaluate(few ?? data.Test, settings.TestSamples, Experiment.EvaluationStream(settings, data.Test.Values.device), progress, cancellation: cancellation);
        outcome = outcome with { TestElbo = bounds.Elbo, TestLogLikelihood = bounds.LogLikelihood };
        // A model of a failed run may have no latents to decode.
        if (outcome.Failure is null && communicator.IsFirst)
            Pictures.Write(model, data.Test, folder, random.Split("pictures"));
        return outcome;
    }
}
