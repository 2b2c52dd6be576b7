using GenerativeVI.Data;

namespace GenerativeVI.Models;

/// <summary>
/// A density on the plane known but for its integral, small enough for its integral to be computed by quadrature, with
/// which bounds are compared.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="LogDensity">log p̃, from [..., 2] to [...]; differentiable.</param>
/// <param name="Extent">It lies within [−extent, extent]² but for a mass of 10⁻³ or less.</param>
public sealed record PlanarTarget(string Name, Func<Tensor, Tensor> LogDensity, double Extent)
{
    /// <summary>
    /// The targets by name. The first four are those that semi-implicit posteriors are shown on (Yin &amp; Zhou 2018,
    /// section 5.1; Titsias &amp; Ruiz 2019, section 5.1): banana, z₂ ~ N(0, 4) and z₁ given z₂ ~ N(z₂²/4, 1); x-shape,
    /// a mixture of two normals of variance 2 and correlations ±0.9; multimodal, of two at (±2, 0) of variance 1; ring,
    /// exp(−½ ((|z| − 2)/0.4)²). The others are toy densities.
    /// </summary>
    public static IReadOnlyList<PlanarTarget> All { get; } =
    [
        new("banana", z => Normal(z.select(-1, 1), 0, 2) + Normal(z.select(-1, 0) - 0.25 * z.select(-1, 1).square(), 0, 1), 11),
        new("ring", z => ((z.square().sum(-1).add(1e-12).sqrt() - 2) / 0.4).square().mul(-0.5), 4),
        new("x-shape", z => Correlated(z, 0.9).logaddexp(Correlated(z, -0.9)), 6),
        new("multimodal", z => Normal(z.select(-1, 0), -2, 1).logaddexp(Normal(z.select(-1, 0), 2, 1)) + Normal(z.select(-1, 1), 0, 1), 6),
        .. ToyDensity.All.Where(toy => toy is not (BananaToy or CheckerboardToy)).Select(toy => new PlanarTarget(toy.Name, toy.LogDensity, toy.Extent)),
    ];

    /// <summary>The target of a name.</summary>
    /// <param name="name">As <see cref="Name"/> says.</param>
    /// <exception cref="ArgumentException">There is none; the message names all.</exception>
    public static PlanarTarget Named(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"density: {name} is not one of {string.Join(", ", All.Select(target => target.Name))}.", nameof(name));

    /// <summary>
    /// log ∫ p̃ in nats by the midpoint rule on one and a half times the extent, 0.04 apart: exact to 10⁻⁴ where p̃ is
    /// smooth.
    /// </summary>
    public double LogIntegral()
    {
        const double step = 0.04;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var half = Math.Ceiling(1.5 * Extent / step);
        var axis = (arange(-half, half, dtype: ScalarType.Float64) + 0.5) * step; // not at 0, where rings have a pole
        // By strips: a density may make many numbers of a point.
        return stack(axis.split(64).Select(strip => Total(axis, strip)).ToArray()).logsumexp(0).item<double>() + 2 * Math.Log(step);

        Tensor Total(Tensor across, Tensor up)
        {
            using var piece = NewDisposeScope();
            return Grid(across, up).flatten().logsumexp(0).MoveToOuterDisposeScope();
        }
    }

    /// <summary>log p̃ on a grid.</summary>
    /// <param name="across">z₁, [W].</param>
    /// <param name="up">z₂, [H].</param>
    /// <returns>[H, W].</returns>
    public Tensor Grid(Tensor across, Tensor up)
    {
        var (width, height) = (across.shape[0], up.shape[0]);
        return LogDensity(stack([across.expand(height, width), up.unsqueeze(-1).expand(height, width)], -1));
    }

    private static Tensor Normal(Tensor value, double mean, double scale) => ((value - mean) / scale).square().mul(-0.5) - Math.Log(scale);

    // exp of minus half of zᵀ Σ⁻¹ z, Σ of variance 2.
    private static Tensor Correlated(Tensor z, double correlation)
    {
        var (a, b) = (z.select(-1, 0), z.select(-1, 1));
        return (a.square() + b.square() - 2 * correlation * a * b).mul(-0.25 / (1 - correlation * correlation));
    }
}
