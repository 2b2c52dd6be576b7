using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Registries;

/// <summary>A distribution by its parameters.</summary>
/// <param name="Make">From parameters of the shapes below, or with more axes in front.</param>
/// <param name="Parameters">[B, …], float64.</param>
/// <param name="Domain">All its values.</param>
/// <param name="SupportMoves">Whether the parameters move the support, so that a rule on a fixed domain has another derivative than the expectation.</param>
public sealed record DistributionEntry(string Name, Func<Tensor[], IDistribution> Make, Array[] Parameters, Quadrature Domain, bool SupportMoves = false) : IEntry
{
    public Tensor[] Tensors => [.. Parameters.Select(p => from_array(p))];

    public IDistribution Distribution => Make(Tensors);
}

public static class KnownDistributions
{
    private static readonly Quadrature Plane = Quadrature.Space(2), Quadrant = Quadrature.Positive(2), Square = Quadrature.Unit(2);
    private static readonly Quadrature Kinks = Quadrature.Panels(2, -30, -15, -8, -4, -2, -1.25, -0.75, -0.25, 0.25, 0.5, 1, 2, 4, 8, 15, 30);
    private static readonly double[,] Places = { { 0.3, -1.2 }, { 0.0, 0.8 } }, LogScales = { { -0.5, 0.4 }, { 0.1, -0.2 } };
    private static readonly double[,] OtherPlaces = { { -0.7, 0.2 }, { 1.1, 0.4 } }, OtherLogScales = { { 0.2, -0.6 }, { 0.5, 0.0 } };
    private static readonly double[,] AtKinks = { { 0.25, -1.25 }, { 0.5, -0.25 } }, AtOtherKinks = { { -0.75, 0.25 }, { 1.0, 0.5 } }, Narrow = { { -0.5, -0.2 }, { -0.4, -0.3 } };
    private static readonly double[,] Concentrations = { { 0.2, 0.9 }, { -0.1, 0.4 } }, OtherConcentrations = { { 0.6, 0.1 }, { 0.5, 1.1 } };
    private static readonly double[,] LogRates = { { 0.7, 0.9 }, { 0.4, 0.6 } }, OtherLogRates = { { 1.0, 0.6 }, { 0.8, 1.2 } };
    private static readonly double[,,] Lower = { { { 9, 9 }, { 0.6, 9 } }, { { 9, 9 }, { -0.4, 9 } } }, OtherLower = { { { 0, 0 }, { -0.3, 0 } }, { { 0, 0 }, { 0.5, 0 } } };
    private static readonly double[,,] Factor = { { { 0.7 }, { -0.5 } }, { { 0.2 }, { 0.9 } } }, OtherFactor = { { { 0.1 }, { 0.6 } }, { { -0.8 }, { 0.3 } } };
    private static readonly double[,,] Logits = { { { 0.3, -0.8, 1.1 }, { 0.0, 0.4, -0.5 } }, { { 1.5, 0.2, 0.1 }, { -0.3, -0.9, 0.7 } } };
    private static readonly double[,,] OtherLogits = { { { -0.6, 0.5, 0.0 }, { 0.8, -0.1, 0.2 } }, { { 0.1, 0.9, -0.4 }, { 0.6, 0.3, -1.0 } } };
    private static readonly double[,,] ThirdLogits = { { { 0.9, 0.1, -0.7 }, { 0.2, -1.0, 0.3 } }, { { -0.2, 0.8, 1.3 }, { 0.5, 0.0, -0.6 } } };
    private static readonly double[,,] FourthLogits = { { { 0.0, -0.4, 0.5 }, { 1.2, 0.7, -0.3 } }, { { 0.6, -1.1, 0.4 }, { -0.5, 0.9, 0.0 } } };
    private static readonly double[,] Weights = { { 0.4, -0.6 }, { -0.2, 0.9 } };
    private static readonly double[,,] Centers = { { { -1.0, 0.6 }, { 1.2, -0.4 } }, { { 0.5, 1.3 }, { -0.9, 0.2 } } }, Spreads = { { { -0.4, 0.1 }, { 0.2, -0.5 } }, { { 0.0, -0.3 }, { -0.2, 0.3 } } };

    public static readonly Registry<DistributionEntry> All = new(
        new("standard normal", _ => new StandardNormal(2, ScalarType.Float64), [], Plane),
        new("linear flow", p => new FlowDistribution(Normal.FromLogScale(p[0], p[1]), new LinearFlow(2, new RandomStream(1), 0.1, ScalarType.Float64)), [Places, LogScales], Plane),
        new("normal", p => Normal.FromLogScale(p[0], p[1]), [Places, LogScales], Plane),
        new("normal, another", p => Normal.FromLogScale(p[0], p[1]), [OtherPlaces, OtherLogScales], Plane),
        new("full normal", p => FullNormal.FromLogDiagonal(p[0], p[1], p[2]), [Places, LogScales, Lower], Plane),
        new("full normal, another", p => FullNormal.FromLogDiagonal(p[0], p[1], p[2]), [OtherPlaces, OtherLogScales, OtherLower], Plane),
        new("low-rank normal", p => LowRankNormal.FromLogScale(p[0], p[1], p[2]), [Places, LogScales, Factor], Plane),
        new("low-rank normal, another", p => LowRankNormal.FromLogScale(p[0], p[1], p[2]), [OtherPlaces, OtherLogScales, OtherFactor], Plane),
        new("Laplace", p => Laplace.FromLogScale(p[0], p[1]), [AtKinks, Narrow], Kinks, SupportMoves: true),
        new("Laplace, another", p => Laplace.FromLogScale(p[0], p[1]), [AtOtherKinks, Narrow], Kinks, SupportMoves: true),
        new("logistic", p => Logistic.FromLogScale(p[0], p[1]), [new[,] { { 0.3, -1.2 }, { 0.0, 0.8 } }, Narrow], Kinks),
        new("quantile function of a logistic", p => new QuantileDistribution(u => p[0] + p[1].exp() * (u.log() - (-u).log1p()), p[0].shape), [new[,] { { 0.3, -1.2 }, { 0.0, 0.8 } }, Narrow],
            Quadrature.Panels(2, -24, -8, -2.5, 0, 2.5, 8, 24)),
        new("quantile function of a normal", p => new QuantileDistribution(u => p[0] + p[1].exp() * special.ndtri(u), p[0].shape), [OtherPlaces, OtherLogScales], Plane),
        new("Student's t", p => StudentT.FromLogarithms(p[0], p[1], p[2]), [new[,] { { 2.5, 2.7 }, { 3.0, 2.6 } }, Places, LogScales], Quadrature.Tails(2)),
        new("uniform", p => new Uniform(p[0], p[1]), [new[,] { { -1.25, 0.25 }, { 0.5, -2 } }, new[,] { { 0.5, 1.0 }, { 2.0, -0.25 } }], Kinks, SupportMoves: true),
        new("exponential", p => Exponential.FromLogRate(p[0]), [LogRates], Quadrant),
        new("exponential, another", p => Exponential.FromLogRate(p[0]), [OtherLogRates], Quadrant),
        new("gamma", p => Gamma.FromLogarithms(p[0], p[1]), [Concentrations, LogRates], Quadrant),
        new("gamma, another", p => Gamma.FromLogarithms(p[0], p[1]), [OtherConcentrations, OtherLogRates], Quadrant),
        new("beta", p => Beta.FromLogarithms(p[0], p[1]), [Concentrations, OtherConcentrations], Square),
        new("beta, another", p => Beta.FromLogarithms(p[0], p[1]), [OtherConcentrations, Concentrations], Square),
        new("continuous Bernoulli", p => new ContinuousBernoulli(p[0]), [new[,] { { 0.0, -1.5 }, { 4.0, 0.04 } }], Quadrature.Panels(2, 0, 1)),
        new("continuous Bernoulli, another", p => new ContinuousBernoulli(p[0]), [new[,] { { 0.3, 2.0 }, { -0.06, -3.0 } }], Quadrature.Panels(2, 0, 1)),
        new("Bernoulli", p => new Bernoulli(p[0]), [new[,] { { 0.0, -1.5, 2.0 }, { 0.7, 4.0, -0.3 } }], Quadrature.Bits(3)),
        new("Bernoulli, another", p => new Bernoulli(p[0]), [new[,] { { 0.4, -1.0, 1.0 }, { 0.1, 2.0, 0.6 } }], Quadrature.Bits(3)),
        new("categorical", p => new Categorical(p[0]), [Logits], Quadrature.Levels(2, 3)),
        new("categorical, another", p => new Categorical(p[0], 1), [OtherLogits], Quadrature.Levels(2, 3)),
        new("one-hot", p => new OneHot(p[0]), [Logits], Quadrature.OneHots(2, 3)),
        new("one-hot, another", p => new OneHot(p[0]), [OtherLogits], Quadrature.OneHots(2, 3)),
        new("straight-through one-hot", p => new StraightThroughOneHot(p[0]), [ThirdLogits], Quadrature.OneHots(2, 3)),
        new("straight-through one-hot, relaxed", p => new StraightThroughOneHot(p[0], 0.7), [FourthLogits], Quadrature.OneHots(2, 3)),
        new("Concrete", p => new Concrete(p[0], 0.8), [new[,,] { { { 0.3, -0.8, 1.1 } }, { { 0.6, 0.3, -1.0 } } }], Quadrature.Triangle()),
        new("Poisson", p => Poisson.FromLogRate(p[0]), [Places], Quadrature.Levels(2, 60)),
        new("Poisson, another", p => Poisson.FromLogRate(p[0]), [LogScales], Quadrature.Levels(2, 60)),
        new("negative binomial", p => NegativeBinomial.FromLogarithms(p[0], p[1]), [new[,] { { -0.5, -1.2 }, { 0.0, -0.3 } }, OtherLogRates], Quadrature.Levels(2, 100)),
        new("zero-inflated Poisson", p => new ZeroInflated<Poisson>(p[1], Poisson.FromLogRate(p[0])), [Places, LogScales], Quadrature.Levels(2, 60)),
        new("multinomial", p => new Multinomial(tensor(new[] { 3.0, 2 }), p[0]), [new[,] { { 0.3, -1.2, 0.5 }, { 0.0, 0.8, -0.4 } }], Quadrature.Levels(3, 4)),
        new("discretized logistic", p => DiscretizedLogistic.FromLogScale(p[0], p[1], 9), [new[,] { { 0.3, 0.9 }, { -0.1, 0.5 } }, new[,] { { -2.0, -1.0 }, { -1.5, -4.0 } }], Quadrature.Levels(2, 9, 0.125)),
        new("mixture of discretized logistics", p => new ElementwiseMixture<DiscretizedLogistic>(p[0], DiscretizedLogistic.FromLogScale(p[1], p[2], 9)), [Logits, OtherLogits, Logits], Quadrature.Levels(2, 9, 0.125)),
        new("mixture", p => new Mixture<Normal>(p[0], Normal.FromLogScale(p[1], p[2])), [Weights, Centers, Spreads], Plane),
        new("mixture of Bernoullis", p => new Mixture<Bernoulli>(p[0], new Bernoulli(p[1])), [Weights, Centers], Quadrature.Bits(2)),
        new("reparameterized mixture", p => new ReparameterizedMixture<Normal>(p[0], Normal.FromLogScale(p[1], p[2])), [Weights, Centers, Spreads], Plane),
        new("product", p => new Product((Normal.FromLogScale(p[0], p[1]), 1), (new Bernoulli(p[2]), 1)), [new[,] { { 0.3 }, { -0.4 } }, new[,] { { -0.5 }, { 0.2 } }, new[,] { { 0.7 }, { -1.2 } }],
            Quadrature.Space(1) * Quadrature.Bits(1)),
        new("reparameterized product", p => new ReparameterizedProduct((Normal.FromLogScale(p[0], p[1]), 1), (Exponential.FromLogRate(p[2]), 1)),
            [new[,] { { 0.3 }, { -0.4 } }, new[,] { { -0.5 }, { 0.2 } }, new[,] { { 0.7 }, { 0.2 } }], Quadrature.Space(1) * Quadrature.Positive(1)),
        new("normal mixture", p => NormalMixture.FromLogScale(p[0].flatten(), p[1], p[2]), [new[,] { { 0.2, -0.5, 0.9 } }, new[,] { { 0.3, -1.2 }, { 2.0, 0.8 }, { -1.5, 0.1 } }, new[,] { { -0.5, 0.4 }, { 0.1, -0.2 }, { 0.0, 0.3 } }], Plane),
        new("chained, top down", p => Chain(p, bottomUp: false), Chains, Plane),
        new("chained, bottom up", p => Chain(p, bottomUp: true), Chains, Plane),
        new("chained, a mixture at the top", p => Chained.Of(NormalMixture.FromLogScale(zeros(2, ScalarType.Float64), p[0], p[1]), a => Normal.FromLogScale(a.sin(), a * 0), 1), Chains[..2], Plane),
        new("deterministic code", p => new DeterministicCode(p[0], zeros(2, 1, dtype: ScalarType.Int64), zeros(2)), [Places], Quadrature.Discrete(from_array(Places))),
        new("uniform codes", p => new UniformCodes(p[0], 2), [LogScales], Quadrature.Discrete(from_array(LogScales)) * Quadrature.Discrete(from_array(LogScales))),
        new("choice", p => new Choice(p[0]), [new[,] { { 0.3, -1.2, 0.5 }, { 0.0, 0.8, -0.4 } }], Quadrature.Levels(1, 3)),
        new("finite mixing", Mixture, [new[,] { { 0.3, -0.2, 0.5 }, { 0.0, 0.8, -0.4 } }, new[,] { { -1, 0.5, -0.4, -0.1 }, { 0.6, 1, -0.2, -0.5 }, { 0.8, -1.2, 0.1, -0.3 } }], Plane));

    private static FiniteMixing Mixture(Tensor[] p) => new(new Choice(p[0]), p[1], psi => Normal.FromLogScale(psi.narrow(-1, 0, 2), psi.narrow(-1, 2, 2)));

    private static Array[] Chains => [new[,] { { 0.3 }, { -0.8 } }, new[,] { { -0.5 }, { 0.1 } }, new[,] { { 0.7 }, { -0.2 } }];

    private static Chained Chain(Tensor[] p, bool bottomUp) => Chained.Of(Normal.FromLogScale(p[0], p[1]), a => Normal.FromLogScale(a.sin() + p[2], (a * 0.3).tanh()), 1, bottomUp);
}
