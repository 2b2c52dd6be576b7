using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// x_d = τ(z_d; parameters of z_1 … z_{d−1}) by one pass of a masked network: the inverse autoregressive flow (Kingma+ 2016), fast to sample with its density in passing. The inverse takes D
/// passes. <see cref="Inverted"/> turns it into the masked autoregressive flow, fast on data (Papamakarios+ 2017).
/// </summary>
public sealed class AutoregressiveFlow : nn.Module, IInvertibleFlow
{
    private readonly Conditioner conditioner;
    private readonly IElementwise elementwise;

    /// <summary>An autoregressive flow.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="elementwise">τ.</param>
    /// <param name="hidden">The widths of the masked network's hidden layers, at least one.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="context">The width of the context that the network sees too; 0 for none.</param>
    /// <param name="activation">The network's nonlinearity.</param>
    /// <param name="departure">What the network's last first weights are multiplied by; 0 for the identity.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public AutoregressiveFlow(
        long dimension, IElementwise elementwise, IReadOnlyList<int> hidden, RandomStream random, long context = 0, Activation activation = Activation.Relu, double departure = 0.1,
        ScalarType dtype = ScalarType.Float32)
        : base(nameof(AutoregressiveFlow))
    {
        (Dimension, this.elementwise) = (dimension, elementwise);
        conditioner = Conditioner.Autoregressive(dimension, elementwise.Parameters, hidden, activation, random, context, departure, dtype);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var outputs = conditioner.At(value, context);
        if ((elementwise as AffineElementwise)?.MoveRows(value, outputs, 0, inverse: false) is { } whole) return whole;
        var (moved, logDerivative) = elementwise.Map(value, outputs.Unflatten(elementwise.Parameters, Dimension));
        return new Mapped(moved, logDerivative.sum(-1));
    }

    /// <summary>z_1 from x_1, then z_2 from x_2 and z_1, and so on: D passes of the network.</summary>
    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        List<Tensor> origins = [], logDerivatives = [];
        var unknown = zeros_like(value);
        for (var d = 0L; d < Dimension; d++)
        {
            // What is not known yet is 0, and the masks keep it from mattering.
            var known = d == 0 ? unknown : cat([.. origins, unknown.narrow(-1, d, Dimension - d)], -1);
            var (origin, logDerivative) = elementwise.Invert(value.narrow(-1, d, 1), Parameters(known, context).narrow(-1, d, 1));
            origins.Add(origin);
            logDerivatives.Add(logDerivative);
        }
        return new Mapped(cat(origins, -1), cat(logDerivatives, -1).sum(-1));
    }

    private Tensor Parameters(Tensor value, Tensor? context) => conditioner.At(value, context).Unflatten(elementwise.Parameters, Dimension);
}
