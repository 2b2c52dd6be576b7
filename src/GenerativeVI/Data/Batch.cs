namespace GenerativeVI.Data;

/// <summary>Some rows of a data set.</summary>
/// <param name="Value">The rows, float, [B, D].</param>
/// <param name="Label">Their labels, int64 [B], where the set has them.</param>
/// <param name="Index">Their places in the set, int64 [B].</param>
/// <param name="DataSetSize">N, the rows of the whole set: what a term shared by all of them is divided by.</param>
public sealed record Batch(Tensor Value, Tensor? Label, Tensor Index, long DataSetSize)
{
    /// <summary>What a conditional sees of the batch.</summary>
    public Inputs Inputs => new(Value, Label: Label);
}
