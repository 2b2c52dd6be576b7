using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// Semi-implicit variational inference by score matching: the Fisher divergence as a game, E_q ‖∇ log p̃ − ∇ log q‖² =
/// max_f E_{q(z, ψ)} [2 f(z)ᵀ δ(z, ψ) − ‖f(z)‖²], with δ(z, ψ) = ∇ log p̃(z) − ∇_z log q(z|ψ), which q minimizes and a
/// network f maximizes (Yu &amp; Zhang 2023).
/// </summary>
/// <remarks>
/// At its best f = ∇ log p̃ − ∇ log q, and any other f falls short by E_q ‖f − (∇ log p̃ − ∇ log q)‖²: the value at a
/// given f is at most the Fisher divergence. No density of q is needed, nor how p̃ is divided among places far apart,
/// which the divergence hardly sees. The number is no bound of log ∫p̃, and none is reported.
/// </remarks>
/// <param name="LogTarget">log p̃, from [N, D] to [N]; twice differentiable.</param>
/// <param name="Posterior">q, without a batch axis, its draws reparameterized.</param>
/// <param name="Critic">f, from z [N, D] and no context to [N, D].</param>
/// <param name="Samples">N ≥ 1 draws; 64 by default.</param>
public sealed record ScoreMatching(
    Func<Tensor, Tensor> LogTarget, IConditional<ISemiImplicit<ISampler>> Posterior, nn.Module<Tensor, Tensor?,
        Tensor> Critic,
    int Samples = 64)
{
    private readonly CheckedTarget target = new(LogTarget);

    /// <summary>N ≥ 1 draws.</summary>
    public int Samples { get; init; } = Samples >= 1
        ? Samples
        : throw new ArgumentOutOfRangeException(nameof(Samples), $"samples: expected at least 1, got {Samples}.");

    /// <summary>2 fᵀδ − ‖f‖² at fresh draws, with gradients to q's parameters and to f's.</summary>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>[N]; its mean estimates what the Fisher divergence is at least.</returns>
    public Tensor Value(RandomStream random)
    {
        var (z, delta) = ScoreDifference.Of(target.At, Posterior, Samples, random.Split("latent"));
        return At(z, delta);
    }

    /// <summary>q's side: what it maximizes is the value's opposite, at f as it is.</summary>
    /// <param name="batch">Not looked at: a target has no rows.</param>
    /// <param name="random">The stream of the draws.</param>
    public Bound Evaluate(Batch batch, RandomStream random)
    {
        using var _ = new Frozen(Critic);
        return new Bound(null, -Value(random).mean(), Guarantee.None);
    }

    /// <summary>f's side: what it maximizes at draws of q as it is.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public Bound Fit(Batch batch, RandomStream random)
    {
        Tensor z, delta;
        using (no_grad()) (z, delta) = ScoreDifference.Of(target.At, Posterior, Samples, random.Split("latent"));
        return new Bound(null, At(z, delta).mean(), Guarantee.None);
    }

    private Tensor At(Tensor z, Tensor delta)
    {
        var found = Critic.call(z, null);
        Shapes.Require(found, "the critic", z.shape[0], z.shape[1]);
        return (found * (delta * 2 - found)).sum(-1);
    }
}
