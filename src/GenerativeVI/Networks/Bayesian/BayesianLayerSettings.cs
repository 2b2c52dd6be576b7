namespace GenerativeVI.Networks;

/// <summary>What Bayesian layers have in common.</summary>
public sealed record BayesianLayerSettings
{
    /// <summary>The family of q(W).</summary>
    public WeightFamily Family { get; init; } = WeightFamily.MeanField;

    /// <summary>The directions of the low-rank family, at least 1; 4 by default.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>p(W); N(0, 1) by default.</summary>
    public WeightPrior Prior { get; init; } = new GaussianPrior(1);

    /// <summary>How forward passes treat q(W).</summary>
    public WeightEvaluation Evaluation { get; init; } = WeightEvaluation.LocalReparameterization;

    /// <summary>What becomes of the bias.</summary>
    public BiasTreatment Bias { get; init; } = BiasTreatment.Point;

    /// <summary>σ of every weight at the start, above 0; e⁻⁵ by default, as in sparse variational dropout.</summary>
    public double InitialScale { get; init; } = Math.Exp(-5);
}
