using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>
/// z ~ N(0, I) in the plane, as ∫ N(z; ζ, ½ I) N(ζ; 0, ½ I) dζ too, and x given z ~ N(z₁ + 0.35 z₂², 1) with x = 1: a bent posterior, log p(x) by quadrature, and every bracket on either side.
/// </summary>
public static class BentToy
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly double LogScaleOfHalf = 0.5 * Math.Log(0.5);

    public static readonly string[] Priors = ["exact", "mixing samples", "reverse model"];

    public static readonly string[] Posteriors = ["exact", "mixing samples", "hierarchical", "reverse model"];

    public static Batch Batch => new(ones(1, 1, dtype: Double), null, arange(1), 1);

    /// <summary>log p(x) by the trapezoidal rule.</summary>
    public static double LogEvidence
    {
        get
        {
            var z = stack(meshgrid([arange(-9, 9.01, 0.05, dtype: Double), arange(-9, 9.01, 0.05, dtype: Double)]).Select(t => t.flatten()).ToArray(), -1).unsqueeze(1);
            var joint = new StandardNormal(2, Double).LogDensity(z) + Decoder.At(new Inputs(z)).LogDensity(Batch.Value);
            return joint.logsumexp(0).item<double>() + 2 * Math.Log(0.05);
        }
    }

    private static Given<Normal> Decoder => new(inputs =>
        Normal.FromLogScale(inputs.Value.narrow(-1, 0, 1) + inputs.Value.narrow(-1, 1, 1).square() * 0.35, zeros(1, dtype: Double)));

    /// <summary>The model with a bracket on each side.</summary>
    public static nn.Module Model(string prior, string posterior, RandomStream random) => (prior, posterior) switch
    {
        ("exact", "exact") => Of(Exact, new ExactDensity(), Gaussian(random), new ExactDensity()),
        ("exact", _) => Of(Exact, new ExactDensity(), Hierarchical(random), Bracket(posterior, random)),
        ("mixing samples", "exact") => Of(SemiImplicit, new MixingSamples(100), Gaussian(random), new ExactDensity()),
        ("mixing samples", _) => Of(SemiImplicit, new MixingSamples(100), Hierarchical(random), Bracket(posterior, random)),
        (_, "exact") => Of(SemiImplicit, new ReverseModel(5, Reverse(random, "prior")), Gaussian(random), new ExactDensity()),
        _ => Of(SemiImplicit, new ReverseModel(5, Reverse(random, "prior")), Hierarchical(random), Bracket(posterior, random)),
    };

    private static IDensityBound<ISemiImplicit<IDistribution>> Bracket(string name, RandomStream random) => name switch
    {
        "mixing samples" => new MixingSamples(20),
        "hierarchical" => new ReverseModel(0, Reverse(random, "posterior")),
        _ => new ReverseModel(5, Reverse(random, "posterior")),
    };

    private static LatentVariableModel<TPrior, TPosterior> Of<TPrior, TPosterior>(
        IConditional<TPrior> prior, IDensityBound<TPrior> priorBracket, IConditional<TPosterior> posterior, IDensityBound<TPosterior> posteriorBracket)
        where TPrior : ISampler
        where TPosterior : ISampler =>
        new(prior, posterior, Decoder, new BracketedRatio<TPrior, TPosterior>(priorBracket, posteriorBracket));

    private static Unconditional<StandardNormal> Exact => new(new StandardNormal(2, Double));

    private static Unconditional<SemiImplicit<Normal>> SemiImplicit =>
        new(new SemiImplicit<Normal>(Normal.FromLogScale(zeros(2, dtype: Double), full(1, LogScaleOfHalf, dtype: Double)), zeta => Normal.FromLogScale(zeta, full(1, LogScaleOfHalf, dtype: Double))));

    private static NormalEncoder Gaussian(RandomStream random) => new(new Mlp(1, [4], Activation.Tanh, random.Split("body"), Double), 4, 2, random.Split("head"), Double);

    private static SemiImplicitEncoder<StandardNormal> Hierarchical(RandomStream random) => new(
        new Unconditional<StandardNormal>(new StandardNormal(2, Double)),
        new InjectedNormal(new InjectedMlp(1, [20, 20], [2], Activation.Tanh, random.Split("body"), Double), 2, random.Split("head")));

    private static InjectedNormal Reverse(RandomStream random, string name) =>
        new(new InjectedMlp(0, [20], [2], Activation.Tanh, random.Split($"{name} reverse"), Double), 2, random.Split($"{name} reverse head"));
}
