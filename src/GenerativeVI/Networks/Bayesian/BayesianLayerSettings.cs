namespace GenerativeVI.Networks;

/// <summary>What Bayesian layers have in common.</summary>
public sealed record BayesianLayerSettings
{
    /// <summary>The family of q(W).</summary>
    public WeightFamily Family { get; init; } = WeightFamily.MeanField;

    /// <summary>The directions of the low-rank family, at least 1; 4 by default.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>p(W); N(0, 1/n) by default, n the inputs of an output.</summary>
    public WeightPrior Prior { get; init; } = new ScaledGaussianPrior();

    /// <summary>How forward passes treat q(W).</summary>
    public WeightEvaluation Evaluation { get; init; } = WeightEvaluation.LocalReparameterization;

    /// <summary>What becomes of the bias.</summary>
    public BiasTreatment Bias { get; init; } = BiasTreatment.Point;

    /// <summary>
    /// σ of every weight at the start, above 0. When null, ½/√n under a Gaussian prior, n the inputs of an output, and
    /// at most half of the prior's own deviation: less would cost nats of KL a weight that learning takes long to win
    /// back, and more would drown what the first weights say. Under other priors e⁻⁵, as in sparse variational dropout.
    /// </summary>
    public double? InitialScale { get; init; }

    /// <summary>The settings of a layer, with all that depends on its size.</summary>
    /// <param name="inputs">n, the inputs of an output.</param>
    internal BayesianLayerSettings For(long inputs)
    {
        var prior = Prior.For(inputs);
        var start = prior is GaussianPrior { Scale: var scale }
            ? Math.Min(0.5 / Math.Sqrt(inputs), scale / 2)
            : Math.Exp(-5);
        return this with { Prior = prior, InitialScale = InitialScale ?? start };
    }
}
