using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// The score of a semi-implicit q by self-normalized importance sampling of what made z: ∇ log q(z) ≈ Σ_k w_k ∇_z log
/// q(z|ψ_k), w_k ∝ q(ψ_k) q(z|ψ_k)/τ(ψ_k|z), ψ_k ~ τ(ψ|z), which is the gradient of log Σ_k q(ψ_k) q(z|ψ_k)/τ(ψ_k|z)
/// with ψ_k and τ held fixed. With a learned proposal τ this is AISIVI, with τ = q(ψ) and many draws BSIVI (Pielok+
/// 2025).
/// </summary>
/// <remarks>
/// Biased by O(1/K), and without a bound of the bias; consistent as K grows. Exact for every K where τ is the true
/// reverse q(ψ|z) only in the mean. Where none of the ψ_k explains z, the score is that of the nearest kernel and too
/// steep, so that z is pushed away, where they explain it less: a fit may run away by it. With the ψ⁰ that made z among
/// them it does not; the gradient is then that of the bracket of IWHVI (Sobolev &amp; Vetrov 2019) or of SIVI along z
/// alone, whose limit is the same. K draws of q(ψ) are shared by all z of a call. They are taken in batches, whose
/// sums are joined as a stream of log-sum-exps, so that K is limited by time and not by memory.
/// </remarks>
public sealed class ImportanceScore : nn.Module, IMixingScore
{
    // Elements of z for all ψ of a batch.
    private const long AtOnce = 1L << 20;

    private readonly IConditional<IDistribution>? proposal;
    private readonly int samples;
    private readonly bool withOwn;

    /// <summary>A score by K draws.</summary>
    /// <param name="samples">K ≥ 1.</param>
    /// <param name="proposal">τ, given z as the value, such as a conditional flow; owned from now on; q(ψ) itself
    /// when null.</param>
    /// <param name="withOwn">Whether the ψ⁰ that made z is one of K + 1; false by default, as in the paper.</param>
    public ImportanceScore(int samples, IConditional<IDistribution>? proposal = null, bool withOwn = false)
        : base(nameof(ImportanceScore))
    {
        if (samples < 1)
            throw new ArgumentOutOfRangeException(nameof(samples),
            $"mixing samples: expected at least 1, got {samples}.");
        (this.samples, this.proposal, this.withOwn) = (samples, proposal, withOwn);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <summary>τ; null where ψ is drawn from q(ψ).</summary>
    public IConditional<IDistribution>? Proposal => proposal;

    /// <inheritdoc/>
    public Tensor Score(ISemiImplicit<IDistribution> posterior, Tensor value, Tensor start, RandomStream random)
    {
        var z = value.detach();
        var most = (int)Math.Clamp(AtOnce / Math.Max(1, z.NumberOfElements), 1, samples);
        Tensor? logSum = null, slope = null;
        if (withOwn) (logSum, slope) = Along(posterior, z, start.detach().unsqueeze(0), null);
        for (var done = 0; done < samples; done += most)
        {
            using var scope = NewDisposeScope();
            var (part, along) = Part(posterior, z, Math.Min(most, samples - done), random);
            using var before = logSum;
            using var last = slope;
            var total = before?.logaddexp(part) ?? part;
            slope = last is null ? along
                : last * (before! - total).exp().unsqueeze(-1) + along * (part - total).exp().unsqueeze(-1);
            (logSum, slope) = (total.MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
        }
        logSum!.Dispose();
        return slope!;
    }

    /// <summary>
    /// log τ(ψ|z) of pairs that q drew, whose mean is maximized where τ is the reverse q(ψ|z): forward KL, which
    /// covers all of it (Pielok+ 2025).
    /// </summary>
    /// <param name="posterior">q.</param>
    /// <param name="count">Pairs, at least 1.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>[count], with gradients to τ alone.</returns>
    /// <exception cref="InvalidOperationException">There is no τ to fit.</exception>
    public Tensor Fit(ISemiImplicit<IDistribution> posterior, int count, RandomStream random)
    {
        if (proposal is null) throw new InvalidOperationException("a score by draws of q(ψ) has no proposal to fit.");
        Draw draw;
        using (no_grad()) draw = posterior.Sample(random, count);
        return proposal.At(new Inputs(draw.Value)).LogDensity(FreshMixing.Of(draw));
    }

    // log Σ_k of the weights, [...], and its slope, [..., D].
    private (Tensor LogSum, Tensor Slope) Part(ISemiImplicit<IDistribution> q, Tensor z, int count, RandomStream random)
    {
        Tensor mixing;
        Tensor? logTau;
        using (no_grad())
        {
            if (proposal is null)
            {
                // ψ of its own density: q(ψ)/τ(ψ) is 1.
                mixing = FreshMixing.Sample(q, z, count, Sharing.Minibatch, random);
                logTau = null;
            }
            else
            {
                var tau = proposal.At(new Inputs(z));
                var draw = tau.Sample(random, count);
                (mixing, logTau) = (draw.Value, draw.LogDensity ?? tau.LogDensity(draw.Value));
            }
        }
        return Along(q, z, mixing, logTau);
    }

    // The same of given ψ, [k, ...]; log τ(ψ|z) is found where it is not.
    private (Tensor LogSum, Tensor Slope) Along(ISemiImplicit<IDistribution> q, Tensor z, Tensor mixing, Tensor? logTau)
    {
        Tensor? rest = null;
        if (proposal is not null)
            using (no_grad())
                rest = q.Mixing.LogDensity(mixing) - (logTau ?? proposal.At(new Inputs(z)).LogDensity(mixing));
        using var _ = enable_grad();
        var leaf = z.detach().requires_grad_();
        var logDensity = q.Kernel(mixing).LogDensity(leaf);
        var logSum = (rest is null ? logDensity : logDensity + rest).logsumexp(0);
        return (logSum.detach(), Derivatives.Of(logSum.sum(), leaf));
    }
}
