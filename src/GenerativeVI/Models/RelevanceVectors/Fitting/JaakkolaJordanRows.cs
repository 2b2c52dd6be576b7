namespace GenerativeVI.Models;

/// <summary>The Jaakkola–Jordan bound at its best ξ² = m² + v: log σ(ξ) + (y m − ξ)/2.</summary>
/// <param name="Signs">y ∈ {−1, +1}, [N].</param>
internal sealed record JaakkolaJordanRows(Tensor Signs) : RowLikelihood
{
    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var xi = (mean.square() + variance.clamp_min(0)).sqrt();
        // 2λ(ξ) = tanh(ξ/2) / (2ξ), which is 1/4 at 0.
        var precision = where(xi > 1e-6, (xi / 2).tanh() / (2 * xi.clamp_min(1e-6)), full_like(xi, 0.25));
        return new RowTerms(nn.functional.logsigmoid(xi) + (Signs * mean - xi) / 2, Signs / 2 - precision * mean, precision);
    }
}
