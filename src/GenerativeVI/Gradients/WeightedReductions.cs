namespace GenerativeVI.Gradients;

/// <summary>A linear combination of reductions of the same log-weights.</summary>
/// <param name="parts">Each with its coefficient; at least one.</param>
public sealed class WeightedReductions(params (double Coefficient, Reduction Reduction)[] parts) : Reduction
{
    /// <inheritdoc/>
    public override Tensor Of(Tensor logWeights) => Sum(reduction => reduction.Of(logWeights));

    /// <inheritdoc/>
    public override Tensor OwnCurvature(Tensor logWeights) => Sum(reduction => reduction.OwnCurvature(logWeights));

    private Tensor Sum(Func<Reduction, Tensor> of) => parts.Select(part => of(part.Reduction) * part.Coefficient).Aggregate((a, b) => a + b);
}
