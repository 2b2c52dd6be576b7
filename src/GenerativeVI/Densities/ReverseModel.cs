using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>
/// The bracket of a semi-implicit density of explicit mixing by a reverse model τ(ψ|z, x), which proposes the ψ that could have made z:
/// log (1/K) Σ_{k=1}^{K} q(z, ψᵏ)/τ(ψᵏ|z) ≤ log q(z) ≤ log (1/(K+1)) Σ_{k=0}^{K} q(z, ψᵏ)/τ(ψᵏ|z) in expectation, with ψ⁰ the one that made z and the others from τ.
/// </summary>
/// <remarks>
/// The upper side at K = 0 is the bound of hierarchical variational models (Agakov &amp; Barber 2004; Ranganath+ 2016), beyond it IWHVI's (Sobolev &amp; Vetrov 2019). With τ = q(ψ) it is
/// <see cref="MixingSamples"/>; with τ the true reverse q(ψ|z) it is exact for every K, without variance. τ is trained by the same bound: this bracket is a module.
/// </remarks>
public sealed class ReverseModel : nn.Module, IDensityBound<ISemiImplicit<IDistribution>>
{
    private readonly IConditional<IDistribution> reverse;

    /// <summary>A bracket by a reverse model.</summary>
    /// <param name="samples">K ≥ 0. The lower side needs K ≥ 1.</param>
    /// <param name="reverse">τ, given z as the value and x as the context; owned from now on.</param>
    public ReverseModel(int samples, IConditional<IDistribution> reverse)
        : base(nameof(ReverseModel))
    {
        if (samples < 0) throw new ArgumentOutOfRangeException(nameof(samples), $"reverse samples: expected at least 0, got {samples}.");
        (Samples, this.reverse) = (samples, reverse);
        RegisterComponents();
    }

    /// <summary>K.</summary>
    public int Samples { get; }

    /// <inheritdoc/>
    public bool IsExact => false;

    /// <summary>The same reverse model, sharing its parameters, with another K.</summary>
    /// <param name="samples">K ≥ 0.</param>
    public ReverseModel With(int samples) => new(samples, reverse);

    /// <summary>log (1/K) Σ_{k=1}^{K} q(z, ψᵏ)/τ(ψᵏ|z): at most log q(z) in expectation. At K = 1 it is the bound of r(ζ|z) for a semi-implicit prior.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">K is 0.</exception>
    public Tensor Lower(ISemiImplicit<IDistribution> distribution, Tensor value, RandomStream random) => Samples > 0
        ? LogSpace.LogMeanExp(LogWeights(distribution, value, reverse.At(new Inputs(value)), random), 0)
        : throw new InvalidOperationException("the lower side of a reverse model is a mean over K draws: expected K of at least 1, got 0.");

    /// <summary>log (1/(K+1)) Σ_{k=0}^{K} q(z, ψᵏ)/τ(ψᵏ|z), where ψ⁰ made z: at least log q(z) in expectation.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draw does not know its ψ.</exception>
    public Tensor Upper(ISemiImplicit<IDistribution> distribution, Draw draw, RandomStream random)
    {
        var proposal = reverse.At(new Inputs(draw.Value, draw.Context?.Value, draw.Context?.Label));
        var own = LogWeight(distribution, draw.Value, FreshMixing.Of(draw), proposal); // [S, B]
        return Samples == 0 ? own : own.logaddexp(LogWeights(distribution, draw.Value, proposal, random).logsumexp(0)) - Math.Log(Samples + 1);
    }

    private Tensor LogWeights(ISemiImplicit<IDistribution> distribution, Tensor value, IDistribution proposal, RandomStream random) =>
        LogWeight(distribution, value, proposal.Sample(random, Samples).Value, proposal); // [K, S, B]

    private static Tensor LogWeight(ISemiImplicit<IDistribution> distribution, Tensor value, Tensor mixing, IDistribution proposal) =>
        distribution.Kernel(mixing).LogDensity(value) + distribution.Mixing.LogDensity(mixing) - proposal.LogDensity(mixing);
}
