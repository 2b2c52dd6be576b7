using GenerativeVI.Tensors;
namespace GenerativeVI.Gradients;

/// <summary>
/// How an objective reduces the log-weights ℓ_1 … ℓ_S of a row: F(ℓ), such as a mean or a log-mean-exp, column by
/// column. Estimators ask it for more than its value. A new one implements <see cref="Of"/>; where ∂²F/∂ℓ_s² has a
/// closed form, <see cref="OwnCurvature"/> too.
/// </summary>
public abstract class Reduction
{
    /// <summary>F of every column.</summary>
    /// <param name="logWeights">ℓ, [S, n], for every n.</param>
    /// <returns>[n]; differentiable twice.</returns>
    public abstract Tensor Of(Tensor logWeights);

    /// <summary>
    /// ∂²F/∂ℓ_s², each log-weight's own, without a gradient. By default from S copies of every column, of which each
    /// has one log-weight to vary: time and memory like S² n.
    /// </summary>
    /// <param name="logWeights">ℓ, [S, n].</param>
    /// <returns>[S, n].</returns>
    public virtual Tensor OwnCurvature(Tensor logWeights)
    {
        using var _ = enable_grad();
        var own = logWeights.detach().requires_grad_();
        var first = Derivatives.Of(Of(OneByOne.Replace(logWeights.detach(), own)).sum(), own, retain: true, differentiable: true);
        return first.requires_grad ? Derivatives.Of(first.sum(), own) : zeros_like(logWeights);
    }

    /// <summary>v_s = ∂F/∂ℓ_s, without a gradient.</summary>
    /// <param name="logWeights">ℓ, [S, n].</param>
    /// <returns>[S, n].</returns>
    public Tensor Slope(Tensor logWeights) => WithSlope(logWeights, Of).Slope;

    /// <summary>A function's values, and what each entry of its argument does to their sum.</summary>
    internal static (Tensor Value, Tensor Slope) WithSlope(Tensor at, Func<Tensor, Tensor> function)
    {
        using var _ = enable_grad();
        var leaf = at.detach().requires_grad_();
        var value = function(leaf);
        return (value.detach(), Derivatives.Of(value.sum(), leaf));
    }
}
