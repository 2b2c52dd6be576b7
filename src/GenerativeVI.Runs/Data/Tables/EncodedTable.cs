namespace GenerativeVI.Data;

/// <summary>A table as tensors.</summary>
/// <param name="Inputs">float64 [N, D].</param>
/// <param name="Labels">Classes by number, int64 [N]; null where the target is a number.</param>
/// <param name="Targets">Standardized targets, float64 [N]; null where the target is a class.</param>
public sealed record EncodedTable(Tensor Inputs, Tensor? Labels, Tensor? Targets) : IDisposable
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Labels?.Dispose();
        Targets?.Dispose();
    }
}
