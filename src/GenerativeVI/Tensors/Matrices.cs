namespace GenerativeVI.Tensors;

/// <summary>One matrix a batch row times many vectors, without a copy of the matrix for each of them.</summary>
public static class Matrices
{
    /// <summary>M v.</summary>
    /// <param name="matrix">M, [batch…, R, D].</param>
    /// <param name="vectors">v, [axes in front…, batch…, D].</param>
    /// <returns>[axes in front…, batch…, R].</returns>
    public static Tensor Times(Tensor matrix, Tensor vectors) => Together(matrix, vectors, columns => matrix.Product(columns));

    /// <summary>L⁻¹ v by forward substitution.</summary>
    /// <param name="lower">L, [batch…, D, D], lower triangular; what stands above the diagonal is ignored.</param>
    /// <param name="vectors">v, [axes in front…, batch…, D].</param>
    /// <returns>Of the shape of the vectors.</returns>
    public static Tensor SolveLower(Tensor lower, Tensor vectors) => Together(lower, vectors, columns => linalg.solve_triangular(lower, columns, upper: false));

    /// <summary>
    /// The vectors of one matrix as its right-hand columns: [front…, batch…, D] → [batch…, D, front] and back.
    /// </summary>
    private static Tensor Together(Tensor matrix, Tensor vectors, Func<Tensor, Tensor> apply)
    {
        var batch = matrix.dim() - 2;
        var front = (int)(vectors.dim() - 1 - batch);
        if (front < 0) return Together(matrix, vectors.expand([.. matrix.shape[..(int)batch], vectors.shape[^1]]), apply);
        var result = apply(movedim(vectors.reshape([-1, .. vectors.shape[front..]]), 0, -1));
        return movedim(result, -1, 0).reshape([.. vectors.shape[..front], .. Broadcast(matrix.shape[..(int)batch], vectors.shape[front..^1]), result.shape[^2]]);
    }

    private static long[] Broadcast(long[] first, long[] second) => [.. first.Zip(second, (a, b) => a == 1 ? b : a)];
}
