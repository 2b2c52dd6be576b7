using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Estimates of E f(z).</summary>
public static class Expectation
{
    /// <summary>The Monte Carlo mean (1/n) Σ f(z_i): unbiased, with a standard error that falls like n^(−1/2).</summary>
    /// <param name="distribution">Where z comes from, batch shape [B].</param>
    /// <param name="function">f, from [n, B, D] to [n, B].</param>
    /// <param name="samples">n ≥ 2.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two draws, so no standard error.</exception>
    public static MonteCarloMean MonteCarlo(ISampler distribution, Func<Tensor, Tensor> function, int samples, RandomStream random)
    {
        if (samples < 2) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 2 for a standard error, got {samples}.");
        var values = function(distribution.Sample(random, samples).Value);
        return new MonteCarloMean(values.mean([0L]), values.detach().std([0L]) / Math.Sqrt(samples), samples);
    }

    /// <summary>
    /// The delta method f(μ) + ½ tr(∇²f(μ) Σ), from the Taylor series of f at the mean: exact for quadratic f, whatever the distribution; biased for any other, by terms of third order in
    /// the spread of z. D products with the Hessian.
    /// </summary>
    /// <param name="function">f, twice differentiable, from [..., D] to [...], each row on its own.</param>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="covariance">Σ, [..., D, D].</param>
    /// <returns>[...], a constant to autograd.</returns>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static Tensor Delta(Func<Tensor, Tensor> function, Tensor mean, Tensor covariance)
    {
        var dimension = mean.shape[^1];
        Shapes.Require(covariance, nameof(covariance), "...", dimension, dimension);
        using var _ = enable_grad();
        var center = mean.detach().clone().requires_grad_();
        var value = function(center);
        var slope = Derivatives.Of(value.sum(), center, retain: true, differentiable: true);
        var trace = zeros_like(value);
        // A linear f has no Hessian, and its gradient no graph.
        if (slope.requires_grad)
            for (long d = 0; d < dimension; d++)
            {
                var product = Derivatives.Of((slope * covariance.detach().select(-1, d)).sum(), center, retain: true);
                trace = trace + product.select(-1, d);
            }
        return (value + 0.5 * trace).detach();
    }
}
