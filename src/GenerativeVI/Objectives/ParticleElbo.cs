using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// Particle semi-implicit variational inference: the ELBO E_q [log p̃(z) − log q(z)] ≤ log ∫p̃ of a mixture of M
/// particles, followed along z alone, z = f(ψ_m, ε), with log q's own parameters frozen (Lim &amp; Johansen 2024). The
/// kernel follows the mean over the particles; a particle moves by ∇_ψ E_{k(z|ψ)} [log p̃(z) − log q(z)], the velocity
/// of the Euclidean–Wasserstein gradient flow, at a pace that does not depend on M.
/// </summary>
/// <remarks>
/// Where q is the target the gradient vanishes for each draw, not in the mean alone. q is a finite mixture and its
/// density exact, so that the number is a lower bound of log ∫p̃ without a bracket. A step costs M L densities of M
/// kernels.
/// </remarks>
/// <param name="LogTarget">log p̃, from [L, M, D] to [L, M]; differentiable.</param>
/// <param name="Posterior">q, its kernel reparameterized.</param>
/// <param name="Samples">L ≥ 1 draws a particle; 1 by default.</param>
public sealed record ParticleElbo(Func<Tensor, Tensor> LogTarget, ParticleMixture Posterior, int Samples = 1)
{
    private readonly CheckedTarget target = new(LogTarget);

    /// <summary>L ≥ 1.</summary>
    public int Samples { get; init; } = Samples >= 1
        ? Samples
        : throw new ArgumentOutOfRangeException(nameof(Samples), $"samples: expected at least 1, got {Samples}.");

    /// <summary>The bound, whose surrogate the kernel follows.</summary>
    /// <param name="batch">Not looked at: a target has no rows.</param>
    /// <param name="random">The stream of the draws.</param>
    public Bound Evaluate(Batch batch, RandomStream random)
    {
        var terms = Terms(random);
        return new Bound(terms.detach().mean().unsqueeze(0), terms.mean(), Guarantee.Lower);
    }

    /// <summary>
    /// The same bound, whose surrogate the particles follow, each by its own velocity; the kernel gets no gradient.
    /// </summary>
    /// <inheritdoc cref="Evaluate"/>
    public Bound Move(Batch batch, RandomStream random)
    {
        using var _ = Posterior.Kernel is nn.Module kernel ? new Frozen(kernel) : null;
        var terms = Terms(random);
        return new Bound(terms.detach().mean().unsqueeze(0), terms.mean([0L]).sum(), Guarantee.Lower);
    }

    // log p̃ − log q along z, [L, M].
    private Tensor Terms(RandomStream random)
    {
        var z = Posterior.Each(Samples, random.Split("latent"));
        return target.At(z) - PathOnly.Of(z, Posterior.At(TargetDensity.Rows(1).Inputs).LogDensity).AlongValue;
    }
}
