using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>
/// Makes the model of a method of one's own, at the start of a run and again whenever the run is read. From the same
/// settings and description it makes the same modules, under the same names and in the same shapes: weights are then
/// read into them.
/// </summary>
/// <param name="settings">The run's settings; <see cref="RunSettings.Own"/> holds what the method itself is
/// told.</param>
/// <param name="data">The shape, the classes and, at the start of a run, the training rows.</param>
/// <param name="random">The stream of the first weights; the model lives on its device.</param>
/// <param name="klWeight">The KL's weight over the epochs, 0 … 1, as the settings' warm-up has it: for the surrogate
/// alone.</param>
/// <returns>The recipe, whose owner frees it.</returns>
public delegate Recipe RecipeFactory(
    RunSettings settings, DataDescription data, RandomStream random, Schedule klWeight);
