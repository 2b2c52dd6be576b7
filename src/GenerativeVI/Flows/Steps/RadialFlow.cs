using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// f(z) = z + β (z − c)/(α + r), r = ‖z − c‖: contraction or expansion around a point, with log |det| = (D − 1) log(1 + β/(α + r)) + log(1 + αβ/(α + r)²)
/// (Rezende &amp; Mohamed 2015, equation 14). α = softplus(a) > 0, and β = α (softplus(s + log(e − 1)) − 1) > −α keeps it one-to-one; s = 0 is the identity.
/// </summary>
/// <remarks>The distance before the map is the positive root of a quadratic equation, so that the inverse has a closed form. Cost O(D) a draw.</remarks>
public sealed class RadialFlow : nn.Module, IInvertibleFlow
{
    private static readonly double Shift = Math.Log(Math.E - 1);

    private readonly FlowParameters coefficients;

    /// <summary>A radial flow.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    /// <param name="random">The stream of the first parameters.</param>
    /// <param name="context">The width of the context that c, a and s are linear in; 0 for parameters of their own.</param>
    /// <param name="departure">The scale of the first s; 0 for the identity.</param>
    /// <param name="dtype">The type of the parameters; float32 by default.</param>
    public RadialFlow(long dimension, RandomStream random, long context = 0, double departure = 0.1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(RadialFlow))
    {
        Dimension = dimension;
        coefficients = new FlowParameters(context, random, dtype, (dimension, 1), (1, 1), (1, departure));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (centre, alpha, beta) = At(context);
        var offset = value - centre;
        var distance = Distance(offset);
        return new Mapped(value + beta * offset / (alpha + distance), LogDeterminant(distance, alpha, beta));
    }

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var (centre, alpha, beta) = At(context);
        var offset = value - centre;
        var far = Distance(offset);
        // r² + (α + β − r′) r − α r′ = 0, and its positive root without the difference of near numbers: α r′ > 0, so the roots have opposite signs.
        var half = (alpha + beta - far) / 2;
        var root = (half.square() + alpha * far).sqrt();
        var distance = where(half > 0, alpha * far / (root + half.abs()), root - half);
        return new Mapped(centre + offset / (1 + beta / (alpha + distance)), -LogDeterminant(distance, alpha, beta));
    }

    private (Tensor Centre, Tensor Alpha, Tensor Beta) At(Tensor? context)
    {
        var parts = coefficients.At(context);
        var alpha = nn.functional.softplus(parts[1]);
        return (parts[0], alpha, alpha * (nn.functional.softplus(parts[2] + Shift) - 1));
    }

    private static Tensor Distance(Tensor offset) => offset.square().sum(-1, keepdim: true).sqrt();

    private Tensor LogDeterminant(Tensor distance, Tensor alpha, Tensor beta)
    {
        var height = 1 / (alpha + distance);
        return ((beta * height).log1p() * (Dimension - 1) + (alpha * beta * height.square()).log1p()).squeeze(-1);
    }
}
