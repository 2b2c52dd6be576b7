using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>
/// The bracket of a semi-implicit density by K fresh draws of its mixing variable:
/// log (1/K) Σ_{k=1}^{K} q(z|ψᵏ) ≤ log q(z) ≤ log (1/(K+1)) Σ_{k=0}^{K} q(z|ψᵏ) in expectation, with ψ⁰ the one that made z.
/// </summary>
/// <remarks>
/// The upper side gives the bound of SIVI (Yin &amp; Zhou 2018; Molchanov+ 2019, eq. 9), the lower side the K-sample bound for a prior (Molchanov+ 2019, eq. 10). Both tighten with K, and
/// their gaps shrink like 1/K where the kernels overlap. The lower side of a posterior is the naive bound: it overestimates the entropy, serves reports and is never trained on.
/// Many kernels a draw are one operation, without a copy of z for each: all K at once, or in chunks where ψ of their own for every z would leave a processor's cache, or the memory given.
/// </remarks>
public sealed class MixingSamples : IFreezableBound<ISemiImplicit<ISampler>>
{
    // Elements of z for all ψ of a chunk: a network some times as wide then mostly stays in a cache, and the calls of its operations do not show yet.
    private const long InCache = 1L << 18;

    private readonly long memory;

    /// <summary>A bracket by K draws.</summary>
    /// <param name="samples">K ≥ 0. At K = 0 the upper side is log q(z|ψ⁰), and there is no lower side.</param>
    /// <param name="sharing">Which z share their fresh draws; all that can by default.</param>
    /// <param name="memory">The most elements (K × S × B × D) of a chunk of K; 2²⁶ by default.</param>
    public MixingSamples(int samples, Sharing sharing = Sharing.Minibatch, long memory = 1L << 26)
    {
        if (samples < 0) throw new ArgumentOutOfRangeException(nameof(samples), $"mixing samples: expected at least 0, got {samples}.");
        (Samples, Sharing, this.memory) = (samples, sharing, memory);
    }

    /// <summary>K.</summary>
    public int Samples { get; }

    /// <summary>Which z share their fresh draws.</summary>
    public Sharing Sharing { get; }

    /// <inheritdoc/>
    public bool IsExact => false;

    /// <summary>log (1/K) Σ_{k=1}^{K} q(z|ψᵏ) with fresh ψᵏ: at most log q(z) in expectation.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">K is 0.</exception>
    public Tensor Lower(ISemiImplicit<ISampler> distribution, Tensor value, RandomStream random) => Samples > 0
        ? LogSum(distribution, value, random) - Math.Log(Samples)
        : throw new InvalidOperationException("the lower side of mixing samples is a mean over K draws: expected K of at least 1, got 0.");

    /// <summary>log (1/(K+1)) Σ_{k=0}^{K} q(z|ψᵏ), where ψ⁰ made z and the others are fresh: at least log q(z) in expectation, and f(z) over it has the expectation ∫ f for every K.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draw does not know its ψ.</exception>
    public Tensor Upper(ISemiImplicit<ISampler> distribution, Draw draw, RandomStream random)
    {
        var own = distribution.Kernel(FreshMixing.Of(draw)).LogDensity(draw.Value); // [S, B]
        return Samples == 0 ? own : own.logaddexp(LogSum(distribution, draw.Value, random)) - Math.Log(Samples + 1);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Several draws of a row share their fresh ψ: then the weight of one depends on which ψ made another.</exception>
    public Tensor UpperFrozen(ISemiImplicit<ISampler> distribution, Draw draw, RandomStream random)
    {
        if (Samples > 0 && Sharing != Sharing.Draw && draw.Value.dim() > 1 && draw.Value.shape[0] > 1)
            throw new ArgumentException("a gradient that freezes q needs mixing draws of its own for every draw of z, and these share them; take Sharing.Draw, one draw a row, or the pathwise gradient.");
        return PathOnly.Of(draw.Value, z => Upper(distribution, draw with { Value = z }, random)).AlongValue;
    }

    private Tensor LogSum(ISemiImplicit<ISampler> distribution, Tensor value, RandomStream random)
    {
        var atOnce = AtOnce(distribution, value, random);
        Tensor? sum = null;
        for (var done = 0; done < Samples; done += atOnce)
        {
            // Without a graph a chunk leaves nothing but its sum, whatever scope the caller has.
            using var scope = NewDisposeScope();
            var fresh = FreshMixing.Sample(distribution, value, Math.Min(atOnce, Samples - done), Sharing, random); // [K, S or 1, B or 1, M]
            var part = distribution.Kernel(fresh).LogDensity(value).logsumexp(0); // [S, B]
            using var before = sum;
            sum = (before?.logaddexp(part) ?? part).MoveToOuterDisposeScope();
        }
        return sum!;
    }

    private int AtOnce(ISemiImplicit<ISampler> distribution, Tensor value, RandomStream random)
    {
        var elements = Math.Max(1, value.NumberOfElements);
        var isOwn = FreshMixing.Sets(distribution, value, Sharing) * value.shape[^1] == elements;
        // ψ that many z share are better met all at once; and a GPU is faster the more it is given.
        var most = isOwn && value.device_type == DeviceType.CPU ? Math.Min(memory, InCache) : memory;
        // Rows of a batch that others share in are chunked as all of them would be, so that their draws are the same.
        return (int)Math.Clamp(most / random.OfAll(elements), 1, Samples);
    }
}
