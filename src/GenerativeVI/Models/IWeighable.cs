namespace GenerativeVI.Models;

/// <summary>
/// A model whose log-ratio may have the draws integrated out, as a KL in closed form has, and which then knows another that
/// can be weighed: objectives and evaluations that need importance weights take that one by themselves.
/// </summary>
public interface IWeighable : ILatentModel
{
    /// <summary>
    /// The same model, sharing every parameter, with one log-ratio a draw; the model itself where its log-ratio is one
    /// already, or no other is known.
    /// </summary>
    ILatentModel AtDraws { get; }
}

/// <summary>The models that can be weighed, among all.</summary>
internal static class Weighable
{
    /// <summary><see cref="IWeighable.AtDraws"/> of a model that has it; any other is as it is.</summary>
    public static ILatentModel AtDraws(this ILatentModel model) => model is IWeighable weighable ? weighable.AtDraws : model;
}
