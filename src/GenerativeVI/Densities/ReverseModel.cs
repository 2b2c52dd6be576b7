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
public sealed class ReverseModel : nn.Module, IFreezableBound<ISemiImplicit<IDistribution>>
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
        ? LogSpace.LogMeanExp(LogWeights(distribution, value, reverse.At(new Inputs(value)), random, isFrozen: false), 0)
        : throw new InvalidOperationException("the lower side of a reverse model is a mean over K draws: expected K of at least 1, got 0.");

    /// <summary>log (1/(K+1)) Σ_{k=0}^{K} q(z, ψᵏ)/τ(ψᵏ|z), where ψ⁰ made z: at least log q(z) in expectation.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draw does not know its ψ.</exception>
    public Tensor Upper(ISemiImplicit<IDistribution> distribution, Draw draw, RandomStream random) => Upper(distribution, draw, random, isFrozen: false);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">ψ carries a gradient to parameters of its own, and several draws of a row are weighed: their weights say nothing of ψ's path.</exception>
    public Tensor UpperFrozen(ISemiImplicit<IDistribution> distribution, Draw draw, RandomStream random)
    {
        if (draw.Mixing is { requires_grad: true } && draw.Value.dim() > 1 && draw.Value.shape[0] > 1)
            throw new ArgumentException("a gradient that freezes q rescales the path through z alone, and the mixing distribution here is learned as well; take one that is fixed, one draw a row, or the pathwise gradient.");
        return Upper(distribution, draw, random, isFrozen: true);
    }

    private Tensor Upper(ISemiImplicit<IDistribution> distribution, Draw draw, RandomStream random, bool isFrozen)
    {
        var proposal = reverse.At(new Inputs(draw.Value, draw.Context?.Value, draw.Context?.Label));
        var own = LogWeight(distribution, draw.Value, FreshMixing.Of(draw), proposal, isFrozen); // [S, B]
        return Samples == 0 ? own : own.logaddexp(LogWeights(distribution, draw.Value, proposal, random, isFrozen).logsumexp(0)) - Math.Log(Samples + 1);
    }

    private Tensor LogWeights(ISemiImplicit<IDistribution> distribution, Tensor value, IDistribution proposal, RandomStream random, bool isFrozen) =>
        LogWeight(distribution, value, proposal.Sample(random, Samples).Value, proposal, isFrozen); // [K, S, B]

    private static Tensor LogWeight(ISemiImplicit<IDistribution> distribution, Tensor value, Tensor mixing, IDistribution proposal, bool isFrozen)
    {
        Measure.RequireSame(distribution.Mixing, proposal);
        var joint = isFrozen ? PathOnly.Of([value.expand([.. mixing.shape[..^1], value.shape[^1]]), mixing], pair => Joint(pair[0], pair[1])).AlongValues : Joint(value, mixing);
        return joint - proposal.LogDensity(mixing);

        Tensor Joint(Tensor z, Tensor psi) => distribution.Kernel(psi).LogDensity(z) + distribution.Mixing.LogDensity(psi);
    }
}
