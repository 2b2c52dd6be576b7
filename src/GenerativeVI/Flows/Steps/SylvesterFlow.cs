using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// f(z) = z + Q R tanh(R̃ Qᵀz + b): M planar bends at once, with Q of orthonormal columns, R and R̃ upper triangular, and
/// log |det| = Σ_i log(1 + tanh′(·)_i r_ii r̃_ii) (van den Berg+ 2018, theorem 2). Diagonals are tanh of their parameters, so that r_ii r̃_ii > −1 and the map is one-to-one.
/// </summary>
/// <remarks>Its inverse has no closed form: the density is known at its own draws alone. Cost O(D M) a draw, beside that of Q, which is made once a row.</remarks>
public sealed class SylvesterFlow : nn.Module, IFlow
{
    private readonly FlowParameters coefficients;
    private readonly SylvesterBasis basis;
    private readonly long directions;
    private readonly bool reversed;

    /// <summary>A Sylvester flow.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="basis">How Q is made.</param>
    /// <param name="random">The stream of the first parameters.</param>
    /// <param name="directions">M: columns of an orthogonal Q, 1 … D, or reflections of a Householder one, at least 1; min(D, 8) when null. Not used by a triangular one.</param>
    /// <param name="reversed">For a triangular one: whether Q is the reversal. Let it alternate along a chain.</param>
    /// <param name="context">The width of the context that every parameter is linear in; 0 for parameters of their own.</param>
    /// <param name="departure">The scale of the first R; 0 for the identity.</param>
    /// <param name="dtype">The type of the parameters; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="directions"/> is out of range.</exception>
    public SylvesterFlow(
        long dimension, SylvesterBasis basis, RandomStream random, long? directions = null, bool reversed = false, long context = 0, double departure = 0.1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(SylvesterFlow))
    {
        (Dimension, this.basis, this.reversed) = (dimension, basis, reversed);
        this.directions = basis == SylvesterBasis.Triangular ? dimension : directions ?? Math.Min(dimension, 8);
        var most = basis == SylvesterBasis.Orthogonal ? dimension : long.MaxValue;
        if (this.directions < 1 || this.directions > most)
            throw new ArgumentOutOfRangeException(nameof(directions), $"directions: expected 1 to {(most == long.MaxValue ? "any number" : most)}, got {directions}.");
        var bends = Bends;
        var free = basis == SylvesterBasis.Triangular ? 0 : dimension * this.directions;
        coefficients = new FlowParameters(context, random, dtype, (bends * bends, departure), (bends, departure), (bends, 1), (bends, 1), (free, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    private long Bends => basis == SylvesterBasis.Orthogonal ? directions : Dimension;

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var parts = coefficients.At(context);
        // Above the diagonal R, below it R̃ transposed: both triangles in one square.
        var square = parts[0].Unflatten(Bends, Bends); // [..., M, M]
        var (diagonal, innerDiagonal) = (parts[1].tanh(), parts[2].tanh());
        var outer = square.triu(1).transpose(-2, -1) + diagonal.diag_embed(); // Rᵀ
        var inner = square.tril(-1) + innerDiagonal.diag_embed(); // R̃ᵀ
        var (toBasis, fromBasis) = Basis(parts[4]);
        var bent = (Times(toBasis(value), inner) + parts[3]).tanh(); // [..., M]
        var moved = value + fromBasis(Times(bent, outer));
        return new Mapped(moved, ((1 - bent.square()) * (diagonal * innerDiagonal)).log1p().sum(-1));
    }

    /// <summary>z ↦ Qᵀz and y ↦ Q y on rows.</summary>
    private (Func<Tensor, Tensor> To, Func<Tensor, Tensor> From) Basis(Tensor free)
    {
        switch (basis)
        {
            case SylvesterBasis.Orthogonal:
                var columns = Orthonormal.Columns(free.Unflatten(Dimension, directions));
                return (value => Times(value, columns), value => Times(value, columns.transpose(-2, -1)));
            case SylvesterBasis.Householder:
                var normals = free.Unflatten(directions, Dimension).unbind(-2);
                normals = [.. normals.Select(normal => normal / normal.square().sum(-1, keepdim: true).sqrt())];
                return (value => normals.Aggregate(value, Reflected), value => normals.Reverse().Aggregate(value, Reflected));
            default:
                return reversed ? (value => value.flip(-1), value => value.flip(-1)) : (value => value, value => value);
        }
    }

    private static Tensor Reflected(Tensor value, Tensor normal) => value - (value * normal).sum(-1, keepdim: true) * normal * 2;

    /// <summary>Rows times a matrix, one for all of them or one a row.</summary>
    private static Tensor Times(Tensor rows, Tensor matrix) => matrix.dim() == 2 ? rows.Product(matrix) : rows.unsqueeze(-2).Product(matrix).squeeze(-2);
}
