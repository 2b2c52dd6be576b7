namespace GenerativeVI.Tensors;

/// <summary>Gauss–Hermite quadrature for a standard normal: E f(v) ≈ Σ w_k f(v_k), exact for polynomials up to degree 2n − 1.</summary>
/// <param name="Nodes">v, float64 [n], rising and symmetric about 0.</param>
/// <param name="Weights">w, float64 [n], positive, summing to 1.</param>
public sealed record GaussHermite(Tensor Nodes, Tensor Weights)
{
    /// <summary>The rule of n nodes: eigenvalues and squared first components of the Jacobi matrix of the Hermite polynomials (Golub &amp; Welsch 1969).</summary>
    /// <param name="count">n ≥ 1. Integrands with a kink or a step of width δ need nodes about δ apart: their distance near 0 is π/√(2n).</param>
    /// <param name="device">Where; the CPU when null.</param>
    public static GaussHermite Rule(int count, Device? device = null)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"nodes: expected at least 1, got {count}.");
        using var scope = NewDisposeScope();
        var jacobi = zeros(count, count, dtype: ScalarType.Float64);
        for (var k = 1; k < count; k++) jacobi[k, k - 1] = Math.Sqrt(k);
        var (nodes, vectors) = linalg.eigh(jacobi);
        // Symmetric to the last bit, so that odd moments vanish.
        nodes = (nodes - nodes.flip(0)) / 2;
        var weights = vectors[0].square();
        weights = (weights + weights.flip(0)) / 2;
        return new GaussHermite(nodes.to(device ?? CPU).MoveToOuterDisposeScope(), (weights / weights.sum()).to(device ?? CPU).MoveToOuterDisposeScope());
    }
}
