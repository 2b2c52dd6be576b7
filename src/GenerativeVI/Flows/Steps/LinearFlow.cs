using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// x = L U z + b with L lower and U upper triangular, ones on L's diagonal and exp(s) on U's: a learned mixing of all elements with log |det| = Σ s (Kingma &amp; Dhariwal 2018, section 3.2,
/// without their permutation).
/// </summary>
/// <remarks>Cost O(D²) a draw either way: the inverse solves two triangular systems.</remarks>
public sealed class LinearFlow : nn.Module, IInvertibleFlow
{
    private readonly FlowParameters coefficients;

    /// <summary>A linear flow.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="random">The stream of the first parameters.</param>
    /// <param name="departure">The scale of the first parameters; 0 for the identity.</param>
    /// <param name="dtype">The type of the parameters; float32 by default.</param>
    public LinearFlow(long dimension, RandomStream random, double departure = 0.1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(LinearFlow))
    {
        Dimension = dimension;
        coefficients = new FlowParameters(0, random, dtype, (dimension * dimension, departure), (dimension, departure), (dimension, departure));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (lower, upper, logScale, bias) = Parts();
        return new Mapped(value.Product(upper).Product(lower) + bias, logScale.sum().expand(value.shape[..^1]));
    }

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (lower, upper, logScale, bias) = Parts();
        var rows = (value - bias).reshape(-1, Dimension);
        rows = linalg.solve_triangular(lower, rows, upper: true, left: false, unitriangular: true);
        rows = linalg.solve_triangular(upper, rows, upper: false, left: false);
        return new Mapped(rows.reshape(value.shape), -logScale.sum().expand(value.shape[..^1]));
    }

    /// <summary>Lᵀ and Uᵀ, which rows are multiplied by, s, and b.</summary>
    private (Tensor Lower, Tensor Upper, Tensor LogScale, Tensor Bias) Parts()
    {
        var parts = coefficients.At(null);
        var square = parts[0].view(Dimension, Dimension);
        var lower = square.triu(1) + eye(Dimension, dtype: square.dtype, device: square.device);
        return (lower, square.tril(-1) + parts[1].exp().diag(), parts[1], parts[2]);
    }
}
