using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// Kernel semi-implicit variational inference: the squared kernel Stein discrepancy of a semi-implicit q from a
/// density known but for its integral, KSD²(q, p) = E_{z, z′ ~ q} k(z, z′) (s_p(z) − s_q(z))ᵀ (s_p(z′) − s_q(z′)) = E
/// k(z, z′) δ(z, ψ)ᵀ δ(z′, ψ′), with δ(z, ψ) = ∇ log p̃(z) − ∇_z log q(z|ψ) and independent pairs (z, ψ) (Cheng+ 2024;
/// Liu+ 2016). It is the minimax objective of <see cref="ScoreMatching"/> with its inner
/// maximum over the unit ball of a reproducing kernel Hilbert space, where that has a closed form.
/// </summary>
/// <remarks>
/// Zero if q = p and only then, for densities with full support. It needs no density of q, and of p̃ the score alone:
/// how much of it lies in which of two places far apart is hardly seen, so that q may settle on one of them, and what
/// is fitted is judged by a bound of log ∫p̃. The number is no bound of anything, and none is reported. A step costs
/// two derivatives of log p̃ at each draw and N² products of D.
/// </remarks>
/// <param name="LogTarget">log p̃, from [N, D] to [N]; twice differentiable.</param>
/// <param name="Posterior">q, without a batch axis, its draws reparameterized.</param>
/// <param name="Samples">N ≥ 2 draws.</param>
/// <param name="Kernel">k; a Gaussian one of the median width when null.</param>
/// <param name="Statistic">How the mean over pairs is estimated; over all pairs of different draws by default.</param>
public sealed record KernelSteinObjective(
    Func<Tensor, Tensor> LogTarget, IConditional<ISemiImplicit<ISampler>> Posterior, int Samples,
        SteinKernel? Kernel = null,
    SteinStatistic Statistic = SteinStatistic.DistinctPairs)
{
    private readonly CheckedTarget target = new(LogTarget);

    /// <summary>N ≥ 2 draws.</summary>
    public int Samples { get; init; } = Samples >= 2
        ? Samples
        : throw new ArgumentOutOfRangeException(nameof(Samples),
            $"samples: expected at least 2 draws to make a pair, got {Samples}.");

    /// <summary>
    /// An estimate of KSD² by fresh draws, with gradients to q's parameters through everything that they move.
    /// </summary>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>A scalar.</returns>
    public Tensor Estimate(RandomStream random)
    {
        var (z, delta) = ScoreDifference.Of(target.At, Posterior, Samples, random.Split("latent"));
        if (Statistic == SteinStatistic.TwoBatches)
        {
            var (other, theirs) = ScoreDifference.Of(target.At, Posterior, Samples, random.Split("other"));
            return (Pairing.Of(z, other) * delta.Product(theirs.t())).mean();
        }
        var pairs = Pairing.Of(z, z) * delta.Product(delta.t()); // [N, N]
        var all = pairs.sum();
        return Statistic == SteinStatistic.AllPairs
            ? all / ((double)Samples * Samples)
            : (all - pairs.diagonal().sum()) / ((double)Samples * (Samples - 1));
    }

    private SteinKernel Pairing => Kernel ?? new();

    /// <summary>What is maximized: −KSD².</summary>
    /// <param name="batch">Not looked at: a target has no rows.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>No number, for it bounds nothing, and the surrogate.</returns>
    public Bound Evaluate(Batch batch, RandomStream random) => new(null, -Estimate(random), Guarantee.None);
}
