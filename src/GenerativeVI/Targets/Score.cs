using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>The score ∇ log p̃ of any density that can be differentiated.</summary>
public static class Score
{
    /// <summary>log p̃ and ∇ log p̃ at points.</summary>
    /// <param name="logDensity">log p̃, from [..., D] to [...].</param>
    /// <param name="value">z, [..., D].</param>
    /// <returns>log p̃ [...] and the score [..., D], both without a graph.</returns>
    /// <exception cref="ArgumentException">The density does not depend on z by differentiable operations.</exception>
    public static (Tensor LogDensity, Tensor Score) At(Func<Tensor, Tensor> logDensity, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var place = value.detach().requires_grad_();
        var found = logDensity(place);
        if (!found.requires_grad)
            throw new ArgumentException(
                "the log-density carries no gradient to z; compute it from z by differentiable operations.");
        var slope = Derivatives.Of(found.sum(), place);
        return (found.detach().MoveToOuterDisposeScope(), slope.detach().MoveToOuterDisposeScope());
    }
}
