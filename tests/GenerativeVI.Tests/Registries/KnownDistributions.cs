using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Registries;

/// <summary>A distribution by its parameters.</summary>
/// <param name="Make">From parameters of the shapes below, or with more axes in front.</param>
/// <param name="Parameters">[B, D], float64.</param>
/// <param name="Domain">All its values.</param>
/// <param name="Reparameterized">Whether draws are differentiable with respect to the parameters.</param>
/// <param name="Entropy">Its closed-form entropy, where it offers one.</param>
public sealed record DistributionEntry(
    string Name, Func<Tensor[], IDistribution> Make, double[][,] Parameters, Quadrature Domain, bool Reparameterized = false, Func<IDistribution, Tensor>? Entropy = null) : IEntry
{
    public Tensor[] Tensors => [.. Parameters.Select(p => from_array(p))];

    public IDistribution Distribution => Make(Tensors);
}

public static class KnownDistributions
{
    private static readonly Quadrature Plane = Quadrature.Space(2);

    public static readonly Registry<DistributionEntry> All = new(
        new("standard normal", _ => new StandardNormal(2, ScalarType.Float64), [], Plane),
        new("normal", p => new Normal(p[0], p[1]), [new[,] { { 0.3, -1.2 }, { 0.0, 0.8 } }, new[,] { { -0.5, 0.4 }, { 0.1, -0.2 } }], Plane, true, d => ((Normal)d).Entropy()),
        new("normal, another", p => new Normal(p[0], p[1]), [new[,] { { -0.7, 0.2 }, { 1.1, 0.4 } }, new[,] { { 0.2, -0.6 }, { 0.5, 0.0 } }], Plane, true, d => ((Normal)d).Entropy()),
        new("linear flow", p => new FlowDistribution(new Normal(p[0], p[1]), new LinearFlow(2, new RandomStream(1), 0.1, ScalarType.Float64)),
            [new[,] { { 0.3, -1.2 }, { 0.0, 0.8 } }, new[,] { { -0.5, 0.4 }, { 0.1, -0.2 } }], Plane, true),
        new("normal mixture", p => new NormalMixture(p[0].flatten(), p[1], p[2]), [new[,] { { 0.2, -0.5, 0.9 } }, new[,] { { 0.3, -1.2 }, { 2.0, 0.8 }, { -1.5, 0.1 } }, new[,] { { -0.5, 0.4 }, { 0.1, -0.2 }, { 0.0, 0.3 } }], Plane),
        new("chained, top down", p => Chain(p, bottomUp: false), Chains, Plane, true),
        new("chained, bottom up", p => Chain(p, bottomUp: true), Chains, Plane, true),
        new("chained, a mixture at the top", p => Chained.Of(new NormalMixture(zeros(2, ScalarType.Float64), p[0], p[1]), a => new Normal(a.sin(), a * 0), 1), Chains[..2], Plane),
        new("Bernoulli", p => new Bernoulli(p[0]), [new[,] { { 0.0, -1.5, 2.0 }, { 0.7, 4.0, -0.3 } }], Quadrature.Bits(3)),
        new("choice", p => new Choice(p[0]), [new[,] { { 0.3, -1.2, 0.5 }, { 0.0, 0.8, -0.4 } }], new Quadrature(arange(3.0, dtype: ScalarType.Float64).unsqueeze(-1), 1)),
        new("finite mixing", Mixture, [new[,] { { 0.3, -0.2, 0.5 }, { 0.0, 0.8, -0.4 } }, new[,] { { -1, 0.5, -0.4, -0.1 }, { 0.6, 1, -0.2, -0.5 }, { 0.8, -1.2, 0.1, -0.3 } }], Plane));

    private static FiniteMixing Mixture(Tensor[] p) => new(new Choice(p[0]), p[1], psi => new Normal(psi.narrow(-1, 0, 2), psi.narrow(-1, 2, 2)));

    private static double[][,] Chains => [new[,] { { 0.3 }, { -0.8 } }, new[,] { { -0.5 }, { 0.1 } }, new[,] { { 0.7 }, { -0.2 } }];

    private static Chained Chain(Tensor[] p, bool bottomUp) => Chained.Of(new Normal(p[0], p[1]), a => new Normal(a.sin() + p[2], (a * 0.3).tanh()), 1, bottomUp);
}
