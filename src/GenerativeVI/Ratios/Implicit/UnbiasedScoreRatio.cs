using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// Unbiased implicit variational inference: ∇_z log q(z) = E_{q(ψ|z)} ∇_z log q(z|ψ), with ψ from a Markov chain that leaves the reverse q(ψ|z) invariant and starts at the ψ⁰ that made z
/// (Titsias &amp; Ruiz 2019, eq. 9). The start alone would be an exact draw of the reverse, but one that z and its gradient depend on; the moves make it independent.
/// </summary>
/// <remarks>It has a gradient, ∇_z log p(z) − ∇_z log q(z|ψ′), and no number. The gradient is unbiased as the moves forget where they began, and guarantees nothing with few of them.</remarks>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
public sealed class UnbiasedScoreRatio<TPrior> : ILogRatio<TPrior, ISemiImplicit<IDistribution>>, IMixingScore
    where TPrior : IDistribution
{
    private readonly PosteriorMixing chain;

    /// <summary>A ratio by Hamiltonian Monte Carlo on ψ.</summary>
    /// <param name="moves">Moves a draw, at least 1; 5 by default.</param>
    /// <param name="leapfrogs">Leapfrog steps a move, at least 1; 5 by default.</param>
    /// <param name="stepSize">Their mean size, above 0, each chain's up to a half larger or smaller; 0.2 by default.</param>
    /// <param name="jumps">Fresh draws of q(ψ) that a chain may jump to before every move, at least 0, the default; they cost one more look at the kernel a move and shared by all z.</param>
    public UnbiasedScoreRatio(int moves = 5, int leapfrogs = 5, double stepSize = 0.2, int jumps = 0)
    {
        if (moves < 1) throw new ArgumentOutOfRangeException(nameof(moves), $"moves: expected at least 1, got {moves}.");
        if (leapfrogs < 1) throw new ArgumentOutOfRangeException(nameof(leapfrogs), $"leapfrogs: expected at least 1, got {leapfrogs}.");
        if (!(stepSize > 0)) throw new ArgumentOutOfRangeException(nameof(stepSize), $"step size: expected above 0, got {stepSize}.");
        if (jumps < 0) throw new ArgumentOutOfRangeException(nameof(jumps), $"jumps: expected at least 0, got {jumps}.");
        chain = new PosteriorMixing(moves, leapfrogs, stepSize, jumps);
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <summary>No value; a surrogate whose gradient in z is ∇ log p(z) − ∇_z log q(z|ψ′).</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The draw does not know its ψ.</exception>
    public RatioEstimate Estimate(TPrior prior, ISemiImplicit<IDistribution> posterior, Draw draw, RandomStream random)
    {
        var start = draw.Mixing ?? throw new ArgumentException("the chain starts at the ψ that made z, and this draw does not know it; draw z from the semi-implicit distribution itself.");
        return new RatioEstimate(null, prior.LogDensity(draw.Value) - (Score(posterior, draw.Value, start, random) * draw.Value).sum(-1));
    }

    /// <summary>An estimate of ∇_z log q(z), [S, B, D], without a gradient.</summary>
    /// <param name="posterior">q.</param>
    /// <param name="value">z.</param>
    /// <param name="start">The ψ that made z.</param>
    /// <param name="random">The stream of the moves.</param>
    public Tensor Score(ISemiImplicit<IDistribution> posterior, Tensor value, Tensor start, RandomStream random)
    {
        var mixing = chain.Sample(posterior, value, start, random);
        using var _ = enable_grad();
        var leaf = value.detach().requires_grad_();
        return Derivatives.Of(posterior.Kernel(mixing).LogDensity(leaf).sum(), leaf);
    }
}
