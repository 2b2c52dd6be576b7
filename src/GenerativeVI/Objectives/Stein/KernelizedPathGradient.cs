using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// Kernelized path gradients of KL(q‖p) for a semi-implicit q (Pielok+ 2026): draws move along −g, with g(z) =
/// E_{z′, ψ′ ~ q} k(z, z′) (∇ log q(z′|ψ′) − ∇ log p̃(z′)), the difference of the scores of q and p smoothed by a
/// kernel.
/// </summary>
/// <remarks>
/// The path gradient of the KL is E (∇ log q(z) − ∇ log p̃(z)) · ∂z/∂φ. What has no closed form is ∇ log q; a smoothed
/// one needs draws of the joint of z′ and ψ′ alone. It is the direction of amortized Stein variational gradient descent
/// with the known score of the kernel of q in the place of Stein's identity. Where the kernel is integrally strictly
/// positive definite g is zero everywhere if q = p and only then. A step costs one derivative of log p̃ at each draw,
/// where <see cref="KernelSteinObjective"/> takes two, and N² products of D. No number belongs to it, and none is
/// reported.
/// </remarks>
/// <param name="LogTarget">log p̃, from [N, D] to [N]; differentiable.</param>
/// <param name="Posterior">q, without a batch axis, its draws reparameterized.</param>
/// <param name="Samples">N ≥ 2 draws: g at each is a mean over the others, for a draw's own ψ is no independent
/// one.</param>
/// <param name="Kernel">k; a Gaussian one of the median width when null.</param>
public sealed record KernelizedPathGradient(
    Func<Tensor, Tensor> LogTarget, IConditional<ISemiImplicit<ISampler>> Posterior, int Samples,
    SteinKernel? Kernel = null)
{
    private readonly CheckedTarget target = new(LogTarget);

    /// <summary>N ≥ 2 draws.</summary>
    public int Samples { get; init; } = Samples >= 2
        ? Samples
        : throw new ArgumentOutOfRangeException(nameof(Samples),
            $"samples: expected at least 2 draws to make a pair, got {Samples}.");

    /// <summary>What is maximized: −g(z)ᵀz with g held fixed, whose gradient is that along −g.</summary>
    /// <param name="batch">Not looked at: a target has no rows.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>No number, for it bounds nothing, and the surrogate.</returns>
    public Bound Evaluate(Batch batch, RandomStream random)
    {
        var (z, delta) = ScoreDifference.Of(target.At, Posterior, Samples, random.Split("latent"), isFollowed: false);
        Tensor upward; // −g, [N, D]
        using (no_grad())
        {
            var at = z.detach();
            var pairs = (Kernel ?? new()).Of(at, at); // [N, N]
            upward = (pairs.Product(delta) - pairs.diagonal().unsqueeze(-1) * delta) / (Samples - 1.0);
        }
        return new Bound(null, (upward * z).sum(-1).mean(), Guarantee.None);
    }
}
