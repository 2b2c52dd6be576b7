using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Hamiltonian Monte Carlo on many independent chains at once: momentum p ~ N(0, I), L leapfrog steps of size ε along ∇ log π, then acceptance with probability
/// min(1, exp(H(z, p) − H(z′, p′))), H = −log π + ½|p|². The move leaves π invariant and is reversible, whatever ε and L are; its energy error falls like ε² (Neal 2011).
/// </summary>
/// <remarks>
/// log π(z) = Σ_i c_i f_i(z) is a sum of terms whose weights may change from move to move while a point keeps what it knows of the terms: an annealing evaluates nothing twice.
/// A trajectory that leaves the support or overflows is not accepted.
/// </remarks>
/// <param name="terms">From z, [..., D], to the terms f_i, [...] each, differentiable.</param>
/// <param name="leapfrogs">L ≥ 1, the gradients a move costs; 10 by default.</param>
public sealed class HamiltonianMonteCarlo(Func<Tensor, IReadOnlyList<Tensor>> terms, int leapfrogs = 10)
{
    private readonly int steps = leapfrogs >= 1 ? leapfrogs : throw new ArgumentOutOfRangeException(nameof(leapfrogs), $"leapfrogs: expected at least 1, got {leapfrogs}.");

    /// <summary>The terms and their gradients at a place.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <exception cref="ArgumentException">No term can be differentiated in z.</exception>
    public HamiltonianPoint At(Tensor value)
    {
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var place = value.detach().requires_grad_();
        var found = terms(place);
        if (!found.Any(term => term.requires_grad))
            throw new ArgumentException("Hamiltonian Monte Carlo needs a log-density that can be differentiated in z, and this one cannot.");
        var gradients = found.Select(term => term.requires_grad ? Derivatives.Of(term.sum(), place, retain: true) : zeros_like(place)).ToArray();
        return new HamiltonianPoint(value.detach().alias(), [.. found.Select(term => term.detach())], [.. gradients.Select(g => g.detach())]).MoveToOuterDisposeScope();
    }

    /// <summary>One move of every chain.</summary>
    /// <param name="point">Where the chains are.</param>
    /// <param name="weights">c_i, a weight a term.</param>
    /// <param name="stepSize">ε > 0, taken up to a fifth longer or shorter at random, so that no axis is followed for a
    /// whole period every time and stays where it was. It may depend on anything but the chains' own history: one adapted to the chains while they run costs the invariance.</param>
    /// <param name="random">The stream of momenta and acceptances.</param>
    /// <returns>Where they are now, and the mean probability of acceptance.</returns>
    public (HamiltonianPoint Point, double Acceptance) Move(HamiltonianPoint point, IReadOnlyList<double> weights, double stepSize, RandomStream random)
    {
        if (!(stepSize > 0)) throw new ArgumentOutOfRangeException(nameof(stepSize), $"step size: expected above 0, got {stepSize}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var momentum = random.Split("momentum").Normal(point.Value.shape, point.Value.dtype);
        var before = LogJoint(point, weights, momentum);
        var jitter = 0.8 + 0.4 * random.Split("step").Uniform([1], ScalarType.Float64).item<double>();
        var (proposal, after) = Follow(point, weights, stepSize * jitter, momentum);
        var ratio = LogJoint(proposal, weights, after) - before; // [...]
        var probability = ratio.exp().clamp_max(1).nan_to_num(0);
        var accepted = random.Split("acceptance").Uniform(ratio.shape, ratio.dtype) < probability;
        var wide = accepted.unsqueeze(-1);
        var moved = new HamiltonianPoint(
            where(wide, proposal.Value, point.Value),
            [.. proposal.Terms.Zip(point.Terms, (there, here) => where(accepted, there, here))],
            [.. proposal.Gradients.Zip(point.Gradients, (there, here) => where(wide, there, here))]);
        return (moved.MoveToOuterDisposeScope(), probability.mean().Number());
    }

    /// <summary>The end of a trajectory of L leapfrog steps: reversible, by a momentum turned around, and volume-preserving.</summary>
    /// <param name="point">Where it starts.</param>
    /// <param name="weights">c_i, a weight a term.</param>
    /// <param name="stepSize">ε.</param>
    /// <param name="momentum">p, of z's shape.</param>
    /// <returns>Its end, and the momentum there.</returns>
    public (HamiltonianPoint Point, Tensor Momentum) Follow(HamiltonianPoint point, IReadOnlyList<double> weights, double stepSize, Tensor momentum)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (place, speed) = (point.Value, momentum + Sum(point.Gradients, weights) * (stepSize / 2));
        for (var step = 1; step < steps; step++)
        {
            place = place + speed * stepSize;
            speed = speed + Gradient(place, weights) * stepSize;
        }
        var end = At(place + speed * stepSize);
        return (end.MoveToOuterDisposeScope(), (speed + Sum(end.Gradients, weights) * (stepSize / 2)).MoveToOuterDisposeScope());
    }

    private Tensor Gradient(Tensor value, IReadOnlyList<double> weights)
    {
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var place = value.detach().requires_grad_();
        return Derivatives.Of(Sum(terms(place), weights).sum(), place).MoveToOuterDisposeScope();
    }

    private static Tensor LogJoint(HamiltonianPoint point, IReadOnlyList<double> weights, Tensor momentum) => Sum(point.Terms, weights) - momentum.square().sum(-1) * 0.5;

    private static Tensor Sum(IReadOnlyList<Tensor> terms, IReadOnlyList<double> weights)
    {
        if (terms.Count != weights.Count) throw new ArgumentException($"weights: expected {terms.Count}, one a term, got {weights.Count}.", nameof(weights));
        return terms.Zip(weights, (term, weight) => weight == 1 ? term : term * weight).Aggregate((a, b) => a + b);
    }
}
