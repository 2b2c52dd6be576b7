using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>What is certain of the mean log p(x) of some rows: between a lower limit and, where the rows were simulated from the model, an upper one.</summary>
/// <param name="Bounds">Every bound that was found, at least one.</param>
public sealed record Certificate(IReadOnlyList<CertifiedBound> Bounds)
{
    /// <summary>The greatest lower bound.</summary>
    public CertifiedBound? Lower => Bounds.Where(bound => bound.Estimate.Guarantee == Guarantee.Lower).MaxBy(bound => bound.Estimate.Value);

    /// <summary>The least upper bound; null where none is known, as on all real data.</summary>
    public CertifiedBound? Upper => Bounds.Where(bound => bound.Estimate.Guarantee == Guarantee.Upper).MinBy(bound => bound.Estimate.Value);

    /// <summary>The greatest lower limit: −∞ where there is none.</summary>
    public double LowerLimit => Limits(Guarantee.Lower).DefaultIfEmpty(double.NegativeInfinity).Max();

    /// <summary>The least upper limit: +∞ where there is none.</summary>
    public double UpperLimit => Limits(Guarantee.Upper).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>The probability, over the draws, that all limits hold at once: 1 − Σ α.</summary>
    public double Confidence => 1 - Bounds.Where(bound => double.IsFinite(bound.Limit)).Sum(bound => 1 - bound.Confidence);

    private IEnumerable<double> Limits(Guarantee guarantee) => Bounds.Where(bound => bound.Estimate.Guarantee == guarantee).Select(bound => bound.Limit);
}
