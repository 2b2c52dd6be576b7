using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>diag(a) + Φᵀ diag(h) Φ, factored in the whitened form √a (I + GᵀG) √a, G = √h Φ / √a, whose inner matrix has no eigenvalue below 1.</summary>
/// <param name="Lower">The Cholesky factor of I + GᵀG, [M, M].</param>
/// <param name="Root">√a, [M].</param>
/// <param name="Jitter">What had to be added to the diagonal.</param>
internal sealed record WeightPrecision(Tensor Lower, Tensor Root, double Jitter)
{
    /// <summary>The factorization.</summary>
    /// <param name="design">Φ, [N, M].</param>
    /// <param name="anchor">a, [M].</param>
    /// <param name="rowPrecision">h ≥ 0, [N].</param>
    public static WeightPrecision Of(Tensor design, Tensor anchor, Tensor rowPrecision)
    {
        var root = anchor.sqrt();
        var scaled = design * rowPrecision.clamp_min(0).sqrt().unsqueeze(-1) / root; // [N, M]
        return Of(scaled.t().Product(scaled), root);
    }

    /// <summary>The factorization of √a (I + gram) √a.</summary>
    /// <param name="gram">GᵀG, [M, M]; overwritten.</param>
    /// <param name="root">√a, [M].</param>
    /// <exception cref="ArgumentException">No jitter helped.</exception>
    public static WeightPrecision Of(Tensor gram, Tensor root)
    {
        var diagonal = gram.diagonal();
        diagonal.add_(1);
        var largest = diagonal.numel() == 0 ? 1 : diagonal.max().Number();
        // Not every LAPACK tells: some factor a matrix of infinities into one of NaN and report success.
        if (!double.IsFinite(largest)) throw Indefinite();
        var added = 0.0;
        for (var jitter = 1e-14 * largest; ; jitter *= 100)
        {
            var (lower, info) = linalg.cholesky_ex(gram);
            if (info.item<int>() == 0) return new WeightPrecision(lower, root, added);
            if (jitter > 1e-4 * largest) throw Indefinite();
            diagonal.add_(jitter);
            added += jitter;
        }
    }

    /// <summary>log det of the whole matrix.</summary>
    public double LogDeterminant => 2 * (Lower.diagonal().log().sum() + Root.log().sum()).Number();

    /// <summary>The inverse times a vector [M].</summary>
    public Tensor Solve(Tensor vector) => (vector / Root).unsqueeze(-1).cholesky_solve(Lower).squeeze(-1) / Root;

    /// <summary>The inverse, [M, M].</summary>
    public Tensor Inverse() => Lower.cholesky_inverse().div_(Root).div_(Root.unsqueeze(-1));

    /// <summary>xᵀ inverse x for every row, [N].</summary>
    public Tensor Quadratic(Tensor rows) => linalg.solve_triangular(Lower, (rows / Root).t(), upper: false).square().sum(dim: 0);

    private static ArgumentException Indefinite() =>
        new("the precision of the weights is not a positive definite matrix, even with jitter: scale the inputs, or take a kernel with smaller values.");
}
