using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Oracles;

/// <summary>Sums over a whole space of values: a rule on a grid, on a grid in other coordinates, or every discrete value. Differentiable in the distribution's parameters.</summary>
/// <param name="points">[P, D].</param>
/// <param name="weights">[P, 1].</param>
public sealed class Quadrature(Tensor points, Tensor weights)
{
    /// <summary>Whether the values are discrete: the sum is then exact.</summary>
    public bool IsDiscrete { get; private init; }

    /// <summary>The trapezoidal rule on [−14, 14] in every dimension; for densities with scales of 0.4 to 2 near the origin it is exact to rounding.</summary>
    public static Quadrature Space(int dimension) => Mapped(dimension, 14, 0.25, y => y, y => ones_like(y));

    /// <summary>The same under z = sinh y, for tails that fall like a power.</summary>
    public static Quadrature Tails(int dimension) => Mapped(dimension, 10, 0.1, y => y.sinh(), y => y.cosh());

    /// <summary>z > 0 as z = exp y.</summary>
    public static Quadrature Positive(int dimension) => Mapped(dimension, 40, 0.2, y => y.exp(), y => y.exp());

    /// <summary>0 &lt; z &lt; 1 as z = σ(y). It ends at y = 34, next to the last number below 1.</summary>
    public static Quadrature Unit(int dimension) => Mapped(dimension, 34, 0.25, y => y.sigmoid(), y => y.sigmoid() * (-y).sigmoid());

    /// <summary>The interior of the simplex of three elements, as softmax(y₁, y₂, 0); the density is in the first two.</summary>
    public static Quadrature Triangle()
    {
        const double step = 0.5;
        var y = Product(arange(-60, 60 + step / 2, step, dtype: ScalarType.Float64), 2);
        var points = cat([y, zeros_like(y.narrow(-1, 0, 1))], -1).softmax(-1);
        return new Quadrature(points, points.prod(-1, keepdim: true) * step * step);
    }

    /// <summary>Gauss–Legendre rules of 24 points between breaks, for densities with kinks and jumps there.</summary>
    public static Quadrature Panels(int dimension, params double[] breaks)
    {
        var (nodes, lengths) = GaussLegendre(24);
        var places = breaks.Zip(breaks.Skip(1)).SelectMany(panel => nodes.Select(t => panel.First + (panel.Second - panel.First) * 0.5 * (1 + t))).ToArray();
        var widths = breaks.Zip(breaks.Skip(1)).SelectMany(panel => lengths.Select(w => (panel.Second - panel.First) * 0.5 * w)).ToArray();
        return new Quadrature(Product(tensor(places), dimension), Product(tensor(widths), dimension).prod(-1, keepdim: true));
    }

    /// <summary>All of {0, 1}ᴰ.</summary>
    public static Quadrature Bits(int dimension) => Levels(dimension, 2);

    /// <summary>All of {0, h, …, (n − 1) h}ᴰ.</summary>
    public static Quadrature Levels(int dimension, int count, double step = 1) => Discrete(Product(arange(count, dtype: ScalarType.Float64) * step, dimension));

    /// <summary>Every combination of one-hot vectors.</summary>
    public static Quadrature OneHots(int groups, int categories) =>
        Discrete(nn.functional.one_hot(Product(arange(categories, dtype: ScalarType.Float64), groups).to_type(ScalarType.Int64), categories).to_type(ScalarType.Float64).flatten(-2, -1));

    /// <summary>Every point of a list.</summary>
    public static Quadrature Discrete(Tensor points) => new(points, ones_like(points.narrow(-1, 0, 1))) { IsDiscrete = true };

    /// <summary>The product of two domains, the first one's elements first.</summary>
    public static Quadrature operator *(Quadrature first, Quadrature second)
    {
        var (a, b) = first.Parts;
        var (c, d) = second.Parts;
        static Tensor Join(Tensor x, Tensor y) => cat([x.unsqueeze(1).expand(-1, y.shape[0], -1), y.unsqueeze(0).expand(x.shape[0], -1, -1)], -1).flatten(0, 1);
        return new Quadrature(Join(a, c), Join(b, d).prod(-1, keepdim: true)) { IsDiscrete = first.IsDiscrete && second.IsDiscrete };
    }

    /// <summary>E f(z) under every distribution of the batch. Where there is no density, nothing counts, an infinite value neither.</summary>
    /// <param name="distribution">Batch shape [B] or [].</param>
    /// <param name="function">From [P, 1, D] to [P, 1, …] or [P, B, …].</param>
    /// <returns>[B, …].</returns>
    public Tensor Expect(IDistribution distribution, Func<Tensor, Tensor> function)
    {
        var z = points.unsqueeze(1); // [P, 1, D]
        var mass = distribution.LogDensity(z).exp() * weights; // [P, B]
        var values = function(z);
        while (mass.dim() < values.dim()) mass = mass.unsqueeze(-1);
        return (mass * where(mass.eq(0), zeros_like(values), values)).sum(0L);
    }

    private (Tensor Points, Tensor Weights) Parts => (points, weights);

    private static Quadrature Mapped(int dimension, double halfWidth, double step, Func<Tensor, Tensor> map, Func<Tensor, Tensor> slope)
    {
        var y = Product(arange(-halfWidth, halfWidth + step / 2, step, dtype: ScalarType.Float64), dimension);
        return new Quadrature(map(y), (slope(y) * step).prod(-1, keepdim: true));
    }

    private static Tensor Product(Tensor axis, int dimension) =>
        stack(meshgrid(Enumerable.Repeat(axis, dimension)).Select(t => t.flatten()).ToArray(), -1);

    /// <summary>The roots of the Legendre polynomial by Newton's method, and their weights 2/((1 − t²) P'(t)²).</summary>
    private static (double[] Nodes, double[] Weights) GaussLegendre(int count)
    {
        var (nodes, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var (t, slope) = (Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), 0.0);
            for (var round = 0; round < 20; round++)
            {
                var (last, current) = (1.0, t);
                for (var n = 2; n <= count; n++) (last, current) = (current, ((2 * n - 1) * t * current - (n - 1) * last) / n);
                slope = count * (t * current - last) / (t * t - 1);
                t -= current / slope;
            }
            (nodes[i], weights[i]) = (t, 2 / ((1 - t * t) * slope * slope));
        }
        return (nodes, weights);
    }
}
