namespace GenerativeVI;

/// <summary>How many weights of a layer are left.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Weights">All its weights; biases are not counted.</param>
/// <param name="Kept">Those that are left.</param>
public sealed record PrunedLayer(string Name, long Weights, long Kept)
{
    /// <summary>The share that was cut, 0 … 1.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Sparsity => 1 - (double)Kept / Weights;
}
