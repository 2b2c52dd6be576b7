using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Oracles;

/// <summary>Sums over a whole space of values: the trapezoidal rule on a grid, or every combination of bits. Differentiable in the distribution's parameters.</summary>
/// <param name="points">[P, D].</param>
/// <param name="weight">The weight of every point.</param>
public sealed class Quadrature(Tensor points, double weight)
{
    /// <summary>A grid over [−14, 14] in every dimension; for densities with scales of 0.4 to 2 near the origin it is exact to rounding.</summary>
    public static Quadrature Space(int dimension)
    {
        const double halfWidth = 14, step = 0.25;
        var axis = arange(-halfWidth, halfWidth + step / 2, step, dtype: ScalarType.Float64);
        return new Quadrature(Product(axis, dimension), Math.Pow(step, dimension));
    }

    /// <summary>All of {0, 1}ᴰ.</summary>
    public static Quadrature Bits(int dimension) => new(Product(tensor(new[] { 0.0, 1.0 }), dimension), 1);

    /// <summary>E f(z) under every distribution of the batch.</summary>
    /// <param name="distribution">Batch shape [B] or [].</param>
    /// <param name="function">From [P, 1, D] to [P, 1, …] or [P, B, …].</param>
    /// <returns>[B, …].</returns>
    public Tensor Expect(IDistribution distribution, Func<Tensor, Tensor> function)
    {
        var z = points.unsqueeze(1); // [P, 1, D]
        var mass = distribution.LogDensity(z).exp() * weight; // [P, B]
        var values = function(z);
        while (mass.dim() < values.dim()) mass = mass.unsqueeze(-1);
        return (mass * values).sum(0L);
    }

    private static Tensor Product(Tensor axis, int dimension) =>
        stack(meshgrid(Enumerable.Repeat(axis, dimension)).Select(t => t.flatten()).ToArray(), -1);
}
