using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>What a phase's objective sees of a step.</summary>
/// <param name="Batch">The rows.</param>
/// <param name="Random">The phase's stream.</param>
/// <param name="Epoch">Epochs since the start, with fractions: what schedules are asked with.</param>
public sealed record TrainingStep(Batch Batch, RandomStream Random, double Epoch);
