using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// f(z) = z + û tanh(wᵀz + b), a bend along one direction, with log |det| = log(1 + (1 − tanh²(wᵀz + b)) wᵀû) (Rezende &amp; Mohamed 2015, equations 10 to 12). It is one-to-one
/// because û = u + (m(wᵀu) − wᵀu) w/‖w‖² has wᵀû = m(wᵀu) ≥ −1, with m(x) = −1 + softplus(x + log(e − 1)): the paper's m, shifted so that u = 0 is the identity.
/// </summary>
/// <remarks>Its inverse has no closed form: the density is known at its own draws alone. Cost O(D) a draw.</remarks>
public sealed class PlanarFlow : nn.Module, IFlow
{
    private static readonly double Shift = Math.Log(Math.E - 1);

    private readonly FlowParameters coefficients;

    /// <summary>A planar flow.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="random">The stream of the first parameters.</param>
    /// <param name="context">The width of the context that u, w and b are linear in; 0 for parameters of their own.</param>
    /// <param name="departure">The scale of the first u; 0 for the identity.</param>
    /// <param name="dtype">The type of the parameters; float32 by default.</param>
    public PlanarFlow(long dimension, RandomStream random, long context = 0, double departure = 0.1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(PlanarFlow))
    {
        Dimension = dimension;
        coefficients = new FlowParameters(context, random, dtype, (dimension, departure), (dimension, 1), (1, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (u, w, b) = coefficients.At(context) switch { var parts => (parts[0], parts[1], parts[2]) };
        var product = (w * u).sum(-1, keepdim: true);
        var bounded = nn.functional.softplus(product + Shift) - 1; // wᵀû
        var bend = u + (bounded - product) * w / w.square().sum(-1, keepdim: true);
        var slope = ((value * w).sum(-1, keepdim: true) + b).tanh(); // [..., 1]
        return new Mapped(value + bend * slope, ((1 - slope.square()) * bounded).log1p().squeeze(-1));
    }
}
