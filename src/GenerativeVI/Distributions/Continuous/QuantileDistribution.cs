using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A distribution of independent elements by a quantile function of one's own: z = F⁻¹(u) with u ~ U(0, 1), through which gradients reach whatever F⁻¹ depends on, and log p(z) = −log ∂F⁻¹/∂u at the u of z by
/// automatic differentiation.
/// </summary>
/// <remarks>
/// Densities at given values look for u by 60 halvings of an interval and pass gradients to z and to the parameters by the implicit function theorem: about 65 evaluations of F⁻¹. Values below F⁻¹(0⁺) and above
/// F⁻¹(1⁻) have the density 0; u is told from 1 down to the precision of its type, so that in float64 the last 10⁻¹⁶ of an unbounded upper tail counts as beyond it.
/// </remarks>
/// <example>
/// A Weibull distribution of scale s and shape k, with gradients to both:
/// <code>
/// var weibull = new QuantileDistribution(u => s * (-(-u).log1p()).pow(1 / k), [2]);
/// var draw = weibull.Sample(random, 1000); // [1000, 2]
/// var density = weibull.LogDensity(draw.Value); // [1000]
/// </code>
/// </example>
public sealed class QuantileDistribution : IDistribution, IReparameterized, IHasQuantile
{
    private const int Halvings = 60;

    private readonly Func<Tensor, Tensor> quantile;
    private readonly long[] shape;
    private readonly ScalarType dtype;
    private readonly Device device;

    /// <summary>A distribution, after a look at whether its function rises.</summary>
    /// <param name="quantile">F⁻¹, element by element: from probabilities [..., batch…, D] in (0, 1) to values of that shape; differentiable, twice where gradients of the density are wanted.</param>
    /// <param name="shape">[batch…, D].</param>
    /// <param name="dtype">Floating point; float64 by default, in which tails are seen.</param>
    /// <param name="device">Where it draws; the CPU when null.</param>
    /// <exception cref="ArgumentException">The function returned another shape, is not finite, or does not rise; the sentence says where.</exception>
    public QuantileDistribution(Func<Tensor, Tensor> quantile, long[] shape, ScalarType dtype = ScalarType.Float64, Device? device = null)
    {
        (this.quantile, this.shape, this.dtype, this.device) = (quantile, shape, dtype, device ?? CPU);
        if (shape.Length == 0) throw new ArgumentException("shape: expected at least one axis, [batch…, D].", nameof(shape));
        Check();
    }

    /// <inheritdoc/>
    public long[] BatchShape => shape[..^1];

    /// <summary>F⁻¹(u) with u ~ U(0, 1).</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(quantile(random.OpenUniform([.. shape, .. this.shape], dtype)));

    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => quantile(probability.expand(Whole(probability)));

    /// <summary>The distribution function F, one an element, differentiable in the value and in whatever F⁻¹ depends on.</summary>
    /// <param name="value">[..., D], broadcast against the batch.</param>
    /// <returns>[..., D], in [0, 1].</returns>
    public Tensor Cdf(Tensor value)
    {
        var (inside, low, safe) = Within(value.expand(Whole(value)));
        return where(inside, Probability(safe, differentiable: is_grad_enabled()), where(low, zeros_like(safe), ones_like(safe)));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        var differentiated = is_grad_enabled();
        var (inside, _, safe) = Within(value.expand(Whole(value)));
        using var __ = enable_grad();
        var u = Probability(safe, differentiated);
        if (!u.requires_grad) u = u.detach().requires_grad_();
        var slope = Slope(u, differentiated);
        var log = where(inside, slope.log().neg(), full_like(slope, double.NegativeInfinity)).sum(-1);
        return differentiated ? log : log.detach();
    }

    // TorchSharp's broadcast_shapes sets shapes side by side at their first axes.
    private long[] Whole(Tensor value) => broadcast_tensors(value, empty(1, dtype: dtype, device: device).expand(shape))[0].shape;

    // Values that have a u; the others are replaced by one that has, whose results are not taken.
    private (Tensor Inside, Tensor Low, Tensor Safe) Within(Tensor value)
    {
        Tensor low, inside, middle;
        using (no_grad())
        {
            var (bottom, top) = Ends();
            low = value < quantile(full_like(value, bottom));
            inside = low.logical_or(value > quantile(full_like(value, top))).logical_not();
            middle = quantile(full_like(value, 0.5));
        }
        return (inside, low, where(inside, value, middle));
    }

    private (double Bottom, double Top) Ends() => dtype == ScalarType.Float64 ? (1e-300, 1 - Math.Pow(2, -53)) : (1e-37, 1 - Math.Pow(2, -24));

    // The u of values: found without a gradient, then given that of the implicit function by one step of Newton, which moves it by rounding alone.
    private Tensor Probability(Tensor value, bool differentiable)
    {
        var found = Found(value);
        if (!differentiable) return found;
        using var _ = enable_grad();
        var slope = Slope(found.requires_grad_(), differentiable: false);
        var u = found.detach();
        return u - (quantile(u) - value) / slope;
    }

    private Tensor Found(Tensor value)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (bottom, top) = Ends();
        // In log-odds, where both tails have room.
        Tensor low = full_like(value, Math.Log(bottom)), high = full_like(value, Math.Log(top) - Math.Log(1 - top));
        for (var i = 0; i < Halvings; i++)
        {
            using var halving = NewDisposeScope();
            var middle = (low + high) / 2;
            var below = quantile(middle.sigmoid()) < value;
            low.copy_(where(below, middle, low));
            high.copy_(where(below, high, middle));
        }
        return ((low + high) / 2).sigmoid().clamp(bottom, top).MoveToOuterDisposeScope();
    }

    // ∂F⁻¹/∂u, element by element.
    private Tensor Slope(Tensor probability, bool differentiable)
    {
        var slope = autograd.grad([quantile(probability).sum()], [probability], create_graph: differentiable, retain_graph: differentiable)[0];
        return differentiable ? slope : slope.detach();
    }

    private void Check()
    {
        // Fewer for very many elements: a look is not to take more memory than the draws.
        var points = (int)Math.Clamp((1L << 22) / Math.Max(1, shape.Aggregate(1L, (all, length) => all * length)), 8, 400);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var u = ((arange(points, dtype: ScalarType.Float64) + 0.5) / points).to_type(dtype).to(device);
        var values = quantile(u.reshape([points, .. shape.Select(_ => 1L)]).expand([points, .. shape]));
        Shapes.Require(values, "quantile", [points, .. shape.Select(length => (Axis)length)]);
        var flat = values.reshape(points, -1);
        if (!flat.isfinite().all().item<bool>()) throw new ArgumentException("quantile: expected finite values at probabilities within 0 and 1.");
        var falls = (flat.diff(1, 0) <= 0).any(1).nonzero();
        if (falls.shape[0] == 0) return;
        var at = falls[0, 0].item<long>();
        throw new ArgumentException(FormattableString.Invariant(
            $"quantile: expected a function that rises with the probability, but between {u[at].to_type(ScalarType.Float64).item<double>():F3} and {u[at + 1].to_type(ScalarType.Float64).item<double>():F3} it does not."));
    }
}
