using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(v) = N(0, diag α) with α at its best for a posterior over v, by empirical Bayes in closed form: α_i = E_q v_i², or one for every group, the mean of its elements'. With it −KL(q‖p) is the greatest over α,
/// and since ∂KL/∂α = 0 there, the gradient at fixed α is that of the whole (automatic relevance determination; MacKay 1995).
/// </summary>
/// <remarks>
/// The bound is one on the evidence at the α that it was found with. Of normal posteriors the moments are exact; of others they come from draws of their own, other than those that the bound is averaged over, so
/// that it stays a bound. It may stand in for any prior whose density a ratio evaluates.
/// </remarks>
/// <typeparam name="TPosterior">The type of q(v).</typeparam>
public sealed class ArdWeights<TPosterior> : IConditional<Normal>
    where TPosterior : ISampler
{
    private readonly IConditional<TPosterior> posterior;
    private readonly long[]? groups;
    private readonly int draws;
    private readonly RandomStream random;

    /// <summary>A prior beside a posterior, which it looks at and does not own.</summary>
    /// <param name="posterior">q(v), which looks at no inputs and has no batch axis.</param>
    /// <param name="random">The stream of the draws that moments come from.</param>
    /// <param name="groups">The elements of every group, side by side in v, such as a network's matrices and biases; every element by itself when null.</param>
    /// <param name="draws">How many draws of a posterior whose moments are not known, at least 2; 100 by default.</param>
    /// <exception cref="ArgumentException">There are too few draws, or a group is empty.</exception>
    public ArdWeights(IConditional<TPosterior> posterior, RandomStream random, IReadOnlyList<long>? groups = null, int draws = 100)
    {
        if (draws < 2) throw new ArgumentOutOfRangeException(nameof(draws), $"draws: expected at least 2, got {draws}.");
        if (groups is { } sizes && (sizes.Count == 0 || sizes.Any(size => size < 1))) throw new ArgumentException($"groups: expected at least 1 element in each, got [{string.Join(", ", sizes)}].", nameof(groups));
        (this.posterior, this.random, this.groups, this.draws) = (posterior, random.Split("moments"), groups?.ToArray(), draws);
    }

    /// <summary>The prior of q as it is now.</summary>
    /// <param name="inputs">Handed to q.</param>
    /// <returns>Batch shape [], without a gradient.</returns>
    /// <exception cref="ArgumentException">The groups have other elements than v.</exception>
    public Normal At(Inputs inputs)
    {
        using var _ = no_grad();
        var moments = Moments(posterior.At(inputs)); // [D]
        if (groups is not null)
        {
            if (groups.Sum() != moments.shape[0]) throw new ArgumentException($"groups: expected {moments.shape[0]} elements in all, got {groups.Sum()}.");
            moments = cat([.. moments.split(groups).Select(part => part.mean().expand(part.shape[0]))]);
        }
        return Normal.Of(zeros_like(moments), moments.clamp_min(double.Epsilon).sqrt());
    }

    private Tensor Moments(TPosterior q) => q is IGaussian known ? known.Mean.square() + known.Variance() : q.Sample(random, draws).Value.square().mean([0L]);
}
