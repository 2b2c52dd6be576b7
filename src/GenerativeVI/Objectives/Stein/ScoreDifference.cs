using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// δ(z, ψ) = ∇_z log p̃(z) − ∇_z log q(z|ψ) at draws of a semi-implicit q. For a normal kernel z = μ + σε it is ∇ log
/// p̃(z) + ε/σ. Given z its mean over q(ψ|z) is ∇ log p̃(z) − ∇ log q(z), the difference of the scores themselves (Yu
/// &amp; Zhang 2023): what needs no more than that mean needs no density of q.
/// </summary>
internal static class ScoreDifference
{
    /// <summary>Draws, with their path to q's parameters where gradients are asked for, and δ there.</summary>
    /// <param name="target">log p̃, from [N, D] to [N], twice differentiable where a gradient is asked for.</param>
    /// <param name="posterior">q, without a batch axis.</param>
    /// <param name="count">N.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="isFollowed">Whether δ too has its path to q's parameters, or is a number at each draw.</param>
    /// <returns>Both [N, D].</returns>
    public static (Tensor Value, Tensor Difference) Of(
        Func<Tensor, Tensor> target, IConditional<ISemiImplicit<ISampler>> posterior, int count, RandomStream random,
        bool isFollowed = true)
    {
        var q = posterior.At(TargetDensity.Rows(1).Inputs);
        if (q.BatchShape.Length > 0)
            throw new ArgumentException(
                $"the posterior of a target has no batch axis: expected [], got {Shapes.Text(q.BatchShape)}.");
        var draw = q.Sample(random, count);
        var follows = isFollowed && draw.Value.requires_grad;
        using var _ = enable_grad();
        var at = follows ? draw.Value : draw.Value.detach().requires_grad_();
        var joint = target(at) - q.Kernel(draw.Mixing!).LogDensity(at); // [N]
        // Along z alone: what z was made of is on the path to q's parameters, and followed when this is differentiated.
        var difference = Derivatives.Of(joint.sum(), at, retain: draw.Value.requires_grad, differentiable: follows);
        return (draw.Value, follows ? difference : difference.detach());
    }
}
