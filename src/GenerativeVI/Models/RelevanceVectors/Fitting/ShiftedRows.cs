namespace GenerativeVI.Models;

/// <summary>Rows whose u is moved by what the prior means of the weights make of them: log p(t | u + Φw̃).</summary>
/// <param name="Inner">The likelihood.</param>
/// <param name="Offset">Φw̃, [N].</param>
internal sealed record ShiftedRows(RowLikelihood Inner, Tensor Offset) : RowLikelihood
{
    public override bool IsStochastic => Inner.IsStochastic;

    public override bool SeesVariance => Inner.SeesVariance;

    public override bool IsGaussian => Inner.IsGaussian;

    public override RowTerms At(Tensor mean, Tensor variance) => Inner.At(mean + Offset, variance);

    public override void Adapt(Tensor mean, Tensor variance, double determined) => Inner.Adapt(mean + Offset, variance, determined);
}
