namespace GenerativeVI.Gradients;

/// <summary>Log-weights with one of them replaced, each in turn.</summary>
internal static class OneByOne
{
    /// <summary>S copies of every column, the c-th with its c-th entry replaced.</summary>
    /// <param name="logWeights">[S, B].</param>
    /// <param name="replacements">[S, B]: the c-th row goes into the c-th copies.</param>
    /// <returns>[S, S · B]: copy c of column b is column c · B + b.</returns>
    public static Tensor Replace(Tensor logWeights, Tensor replacements)
    {
        var (samples, columns) = (logWeights.shape[0], logWeights.shape[1]);
        var isOwn = eye(samples, dtype: ScalarType.Bool, device: logWeights.device).unsqueeze(-1); // [S, S, 1]
        return where(isOwn, replacements.unsqueeze(0), logWeights.unsqueeze(1)).reshape(samples, samples * columns);
    }
}
