namespace GenerativeVI.Models;

/// <summary>The design matrix Φ: columns of a kernel or of x itself, and perhaps a constant.</summary>
internal static class BasisColumns
{
    /// <summary>Φ, [N, M].</summary>
    /// <param name="inputs">x, [N, D].</param>
    /// <param name="kernel">The kernel, or null.</param>
    /// <param name="vectors">With a kernel, the vectors of its columns, [M, D].</param>
    /// <param name="columns">Without a kernel, which columns of x; all when null.</param>
    /// <param name="bias">Whether a column of ones follows.</param>
    public static Tensor Design(Tensor inputs, SimilarityKernel? kernel, Tensor? vectors, Tensor? columns, bool bias)
    {
        // A kernel of no vectors is a matrix of no columns, which not every formula knows.
        var basis = kernel is null ? (columns is null ? inputs : inputs.index_select(1, columns))
            : vectors!.shape[0] == 0 ? zeros([inputs.shape[0], 0], dtype: inputs.dtype, device: inputs.device) : kernel.Between(inputs, vectors);
        return bias ? cat([basis, ones([inputs.shape[0], 1], dtype: inputs.dtype, device: inputs.device)], 1) : basis;
    }
}
