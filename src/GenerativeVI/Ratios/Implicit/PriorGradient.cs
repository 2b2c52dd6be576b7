using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>What a learned prior is moved by where a ratio knows it by its draws alone, and so has no gradient to its parameters.</summary>
internal static class PriorGradient
{
    /// <summary>A number of value 0 whose gradient in the parameters of p is that of E_q log p(z).</summary>
    /// <remarks>
    /// Of a p with a density it is that of log p(z) at the z that is there. An implicit p is moved through draws of its own: ∇ E_q log p(z) = ∇ E_{p(z′)} r(z′) with r = q/p held fixed as a function of z′, since
    /// ∇ ∫ r p = ∫ (q/p) ∇p; and because E_p r = 1 this is the gradient of log E_p r too, the Donsker–Varadhan form, in which a ratio that is wrong by a factor does no harm and a large one does not overflow.
    /// </remarks>
    /// <param name="prior">p.</param>
    /// <param name="value">z.</param>
    /// <param name="logRatios">Estimates of log r(z′) for an implicit p, with gradients to z′ and through it to p alone; asked for where needed.</param>
    /// <returns>Null where nothing asks for a gradient.</returns>
    public static Tensor? Of(ISampler prior, Tensor value, Func<Tensor> logRatios)
    {
        if (!is_grad_enabled()) return null;
        // Up to a constant.
        var moved = prior is IDistribution known ? known.LogDensity(value.detach()) : logRatios().flatten().logsumexp(0);
        return moved.requires_grad ? moved - moved.detach() : null;
    }

    /// <summary>Draws of p, with gradients only where p is moved through them.</summary>
    public static Tensor Draws(ISampler prior, RandomStream random, params ReadOnlySpan<long> shape)
    {
        if (prior is not IDistribution) return prior.Sample(random, shape).Value;
        using var _ = no_grad();
        return prior.Sample(random, shape).Value;
    }
}
