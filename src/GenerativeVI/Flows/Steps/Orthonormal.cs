using GenerativeVI.Tensors;
namespace GenerativeVI.Flows;

/// <summary>The nearest matrix with orthonormal columns, by multiplications alone, so that gradients pass and batches are cheap.</summary>
internal static class Orthonormal
{
    private const int MostIterations = 100;

    /// <summary>
    /// Q ← Q (I + ½ (I − QᵀQ)) from A/‖A‖, which converges quadratically to the orthogonal factor of A when its columns are independent (Björck &amp; Bowie 1971; van den Berg+ 2018,
    /// equation 12).
    /// </summary>
    /// <param name="matrix">A, [..., D, M], M ≤ D.</param>
    /// <exception cref="InvalidOperationException">The columns of some matrix are dependent.</exception>
    public static Tensor Columns(Tensor matrix)
    {
        var tolerance = matrix.dtype == ScalarType.Float64 ? 1e-13 : 1e-5;
        var columns = matrix / matrix.square().sum([-2L, -1L], keepdim: true).sqrt();
        var identity = eye(matrix.shape[^1], dtype: matrix.dtype, device: matrix.device);
        for (var i = 0; i < MostIterations; i++)
        {
            var residual = identity - columns.transpose(-2, -1).Product(columns);
            if (residual.detach().abs().max().to_type(ScalarType.Float64).item<double>() <= tolerance) return columns;
            columns += columns.Product(residual) * 0.5;
        }
        throw new InvalidOperationException("a Sylvester flow's directions are not independent, so they cannot be made orthonormal; take fewer directions or a smaller learning rate.");
    }
}
