using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A linear-Gaussian VAE, z ~ N(0, I), x given z ~ N(W z + b, σ² I), float64, whose evidence and posterior are known (Tipping &amp; Bishop 1999).</summary>
public sealed class LinearGaussian
{
    private readonly Tensor weights, offset; // [latent, D], [D]
    private readonly double noise;

    /// <param name="random">The stream of W and b.</param>
    public LinearGaussian(RandomStream random, long latent = 2, long dimension = 4, double noise = 0.7)
    {
        (weights, offset, this.noise) = (random.Normal([latent, dimension], ScalarType.Float64), random.Normal([dimension], ScalarType.Float64), noise);
        Prior = new Unconditional<StandardNormal>(new StandardNormal(latent, ScalarType.Float64));
        Likelihood = new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value.Product(weights) + offset, full([1], Math.Log(noise), dtype: ScalarType.Float64)));
    }

    public IConditional<StandardNormal> Prior { get; }

    public IConditional<IDistribution> Likelihood { get; }

    /// <summary>The posterior's own mean and marginal scales, these times a factor: it cannot be tight, since the posterior is not diagonal.</summary>
    public IConditional<Normal> Encoder(double widening = 1.2) => new Given<Normal>(inputs =>
    {
        var (mean, covariance) = Posterior(inputs.Value);
        return Normal.FromLogScale(mean, (covariance.diagonal().sqrt() * widening).log().expand(mean.shape));
    });

    public LatentVariableModel<StandardNormal, Normal> Model(double widening = 1.2) =>
        new(Prior, Encoder(widening), Likelihood, new BracketedRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity()));

    /// <summary>log p(x) = log N(x; b, WᵀW + σ² I), [B].</summary>
    public Tensor LogEvidence(Tensor x)
    {
        var dimension = offset.shape[0];
        var covariance = weights.t().Product(weights) + noise * noise * eye(dimension, dtype: ScalarType.Float64);
        var residual = x - offset;
        var fit = (residual.Product(linalg.inv(covariance)) * residual).sum(-1);
        return (fit + (linalg.slogdet(covariance).Item2 + dimension * Math.Log(2 * Math.PI))) * -0.5;
    }

    /// <summary>The mean [B, latent] and covariance [latent, latent] of p(z|x).</summary>
    public (Tensor Mean, Tensor Covariance) Posterior(Tensor x)
    {
        var covariance = linalg.inv(eye(weights.shape[0], dtype: ScalarType.Float64) + weights.Product(weights.t()) / (noise * noise));
        return ((x - offset).Product(weights.t()).Product(covariance) / (noise * noise), covariance);
    }
}
