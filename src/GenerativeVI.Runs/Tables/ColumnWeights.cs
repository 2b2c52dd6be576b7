namespace GenerativeVI;

/// <summary>What a relevance vector machine on the inputs themselves says of one of them.</summary>
/// <param name="Name">The input, after encoding: a column of numbers, or a word of a column of words.</param>
/// <param name="Weights">Its weight in every linear predictor, one for numbers or two classes and else one a class; null where it was pruned, so that the input does not matter.</param>
public sealed record ColumnWeights(string Name, IReadOnlyList<ColumnWeight?> Weights)
{
    /// <summary>Whether it was pruned from every predictor.</summary>
    public bool IsPruned => Weights.All(weight => weight is null);
}
