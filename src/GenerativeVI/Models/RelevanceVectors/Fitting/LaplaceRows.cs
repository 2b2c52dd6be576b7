namespace GenerativeVI.Models;

/// <summary>log σ(y m) and its derivatives at the mean.</summary>
/// <param name="Signs">y ∈ {−1, +1}, [N].</param>
internal sealed record LaplaceRows(Tensor Signs) : RowLikelihood
{
    public override bool SeesVariance => false;

    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var margin = Signs * mean;
        var below = margin.neg().sigmoid();
        return new RowTerms(nn.functional.logsigmoid(margin), Signs * below, below * (1 - below));
    }
}
