using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>A running training at the end of an epoch, to be looked at and not kept: the next epoch changes the weights.</summary>
/// <param name="Progress">The means of the epoch.</param>
/// <param name="KlWeight">β at its end.</param>
/// <param name="Model">The model as it is now; null for a classifier, which draws nothing.</param>
/// <param name="Module">Its parameters, with the gradients of the last step.</param>
/// <param name="Seed">The run's seed, for draws of one's own: the run's streams are not to be drawn from.</param>
public sealed record EpochView(TrainingProgress Progress, double KlWeight, TrainedModel? Model, nn.Module Module, long Seed);
