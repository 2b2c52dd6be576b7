using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>First and second derivatives of a log-density.</summary>
public static class TargetScores
{
    /// <summary>∇ log p̃ of each draw, without a gradient.</summary>
    /// <param name="target">log p̃, from [..., D] to [...].</param>
    /// <param name="value">z, [..., D].</param>
    /// <returns>[..., D].</returns>
    public static Tensor Of(Func<Tensor, Tensor> target, Tensor value)
    {
        using var _ = enable_grad();
        var leaf = value.detach().requires_grad_();
        return Derivatives.Of(target(leaf).sum(), leaf);
    }

    /// <summary>
    /// log p̃, its gradient [D] and its Hessian [D, D] at one place: D copies of the place, each of which gives a row.
    /// </summary>
    /// <param name="target">log p̃, from [D, D] to [D]; twice differentiable.</param>
    /// <param name="place">z, [D].</param>
    /// <returns>log p̃; its gradient, [D]; its Hessian, [D, D].</returns>
    public static (double Value, Tensor Gradient, Tensor Hessian) Both(Func<Tensor, Tensor> target, Tensor place)
    {
        using var _ = enable_grad();
        var dimension = place.shape[0];
        var copies = place.detach().expand(dimension, dimension).clone().requires_grad_();
        var values = target(copies);
        var slopes = Derivatives.Of(values.sum(), copies, retain: true, differentiable: true); // [D, D], all rows alike
        // The element i of copy i; a log-density that is linear has no second derivative to follow.
        var hessian = slopes.requires_grad ? Derivatives.OfUsed([slopes.diagonal().sum()], [copies])[0]
            ?? zeros_like(copies) : zeros_like(copies);
        return (values.detach()[0].Number(), slopes.detach()[0], (hessian + hessian.t()) * 0.5);
    }

    // Where a step by scores leads. Far from the target scores are large, and steps by them may be larger than any
    // number.
    internal static FullNormal Next(Tensor mean, Tensor covariance)
    {
        try
        {
            return FullNormal.Of(mean, covariance);
        }
        catch (ArgumentException e)
        {
            throw NoNormal(e);
        }
    }

    internal static ArgumentException NoNormal(Exception? inner = null) => new(
        "scores: this step leads to no normal distribution, for the scores are too large or too few; begin nearer to the "
            + "target, at a smaller scale, or take more draws a step.", inner);

    // What an update by scores is given.
    internal static void Check(FullNormal current, Tensor draws, Tensor scores)
    {
        if (current.BatchShape.Length > 0)
            throw new ArgumentException(
            $"q: expected a normal without a batch axis, got {Shapes.Text(current.BatchShape)}.", nameof(current));
        Shapes.Require(draws, nameof(draws), "B", current.Mean.shape[0]);
        Shapes.Require(scores, nameof(scores), draws.shape[0], draws.shape[1]);
        if (!scores.isfinite().all().item<bool>())
            throw new ArgumentException(
                "scores: expected finite slopes of the log-density at all draws; the log-density must be smooth wherever "
                + "the normal draws.",
                nameof(scores));
    }
}
