using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// One half of the elements stays, the other is moved element by element with parameters that are a network of the first: fast both ways. RealNVP with
/// <see cref="AffineElementwise"/> (Dinh+ 2017), a coupling neural spline flow with <see cref="SplineElementwise"/> (Durkan+ 2019).
/// </summary>
public sealed class CouplingFlow : nn.Module, IInvertibleFlow
{
    private readonly Conditioner conditioner;
    private readonly IElementwise elementwise;
    private readonly long split;
    private readonly bool movesFirst;

    /// <summary>A coupling.</summary>
    /// <param name="dimension">D ≥ 2.</param>
    /// <param name="elementwise">What is done to the elements that move.</param>
    /// <param name="hidden">The widths of the network's hidden layers, at least one.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="movesFirst">Whether the first half moves instead of the second; let it alternate along a chain.</param>
    /// <param name="context">The width of the context that the network sees too; 0 for none.</param>
    /// <param name="activation">The network's nonlinearity.</param>
    /// <param name="departure">What the network's last first weights are multiplied by; 0 for the identity.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 dimensions.</exception>
    public CouplingFlow(
        long dimension, IElementwise elementwise, IReadOnlyList<int> hidden, RandomStream random, bool movesFirst = false, long context = 0, Activation activation = Activation.Relu,
        double departure = 0.1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(CouplingFlow))
    {
        if (dimension < 2) throw new ArgumentOutOfRangeException(nameof(dimension), $"dimension: a coupling needs at least 2, got {dimension}; take an autoregressive flow.");
        (Dimension, this.elementwise, this.movesFirst, split) = (dimension, elementwise, movesFirst, (dimension + 1) / 2);
        var moving = movesFirst ? split : dimension - split;
        conditioner = Conditioner.Dense(dimension - moving, elementwise.Parameters * moving, hidden, activation, random, context, departure, dtype);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Move(value, context, inverse: false);

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null) => Move(value, context, inverse: true);

    private Mapped Move(Tensor value, Tensor? context, bool inverse)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (first, second) = (value.narrow(-1, 0, split), value.narrow(-1, split, Dimension - split));
        var (still, moving) = movesFirst ? (second, first) : (first, second);
        var outputs = conditioner.At(still, context);
        if ((elementwise as AffineElementwise)?.MoveRows(value, outputs, movesFirst ? 0 : split, inverse) is { } whole) return whole;
        var parameters = outputs.Unflatten(elementwise.Parameters, moving.shape[^1]);
        var (moved, logDerivative) = inverse ? elementwise.Invert(moving, parameters) : elementwise.Map(moving, parameters);
        return new Mapped(cat(movesFirst ? [moved, still] : [still, moved], -1), logDerivative.sum(-1));
    }
}
