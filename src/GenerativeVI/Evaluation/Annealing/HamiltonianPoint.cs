namespace GenerativeVI.Evaluation;

/// <summary>Where chains stand, with what is known there of the terms of their log-density.</summary>
/// <param name="Value">z, [..., D].</param>
/// <param name="Terms">The terms f_i(z), [...] each.</param>
/// <param name="Gradients">∇f_i(z), [..., D] each.</param>
public sealed record HamiltonianPoint(Tensor Value, IReadOnlyList<Tensor> Terms, IReadOnlyList<Tensor> Gradients)
{
    internal HamiltonianPoint MoveToOuterDisposeScope()
    {
        foreach (var tensor in (Tensor[])[Value, .. Terms, .. Gradients]) tensor.MoveToOuterDisposeScope();
        return this;
    }
}
