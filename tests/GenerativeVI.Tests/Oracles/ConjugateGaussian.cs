using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;

namespace GenerativeVI.Tests.Oracles;

/// <summary>z ~ N(0, 1), x given z ~ N(z, 1) in one dimension: log p(x) = log N(x; 0, 2), posterior N(x/2, ½), and everything else in closed form.</summary>
public static class ConjugateGaussian
{
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    public static BracketedRatio<StandardNormal, Normal> ExactRatio => new(new ExactDensity(), new ExactDensity());

    /// <summary>The model with some posterior.</summary>
    /// <param name="posterior">From x [B, 1] to q with batch shape [B] and event [1].</param>
    /// <param name="ratio">The difference of exact log-densities when null.</param>
    public static LatentVariableModel<StandardNormal, Normal> Model(Func<Tensor, Normal> posterior, ILogRatio<StandardNormal, Normal>? ratio = null) => new(
        new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64)),
        new Given<Normal>(inputs => posterior(inputs.Value)),
        new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value))),
        ratio ?? ExactRatio);

    public static Normal Posterior(Tensor x) => Normal.FromLogScale(x / 2, full_like(x, -0.5 * Math.Log(2)));

    public static Normal Prior(Tensor x) => Normal.FromLogScale(zeros_like(x), zeros_like(x));

    /// <summary>log p(x), [B].</summary>
    public static Tensor LogEvidence(Tensor x) => x.square().squeeze(-1).mul(-0.25) - 0.5 * (LogTwoPi + Math.Log(2));

    /// <summary>The ELBO of q, [B]: E log p(x|z) − KL(q‖p).</summary>
    public static Tensor Elbo(Tensor x, Normal q) =>
        ((x - q.Mean).square() + q.Scale.square() + LogTwoPi).squeeze(-1).mul(-0.5)
        - (q.Mean.square() + q.Scale.square() - 1 - q.LogScale * 2).squeeze(-1).mul(0.5);
}
