using GenerativeVI.Tensors;
using GenerativeVI.Data;
using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Oracles;

/// <summary>x = W z + b + σε with z ~ N(0, I): its likelihood, and the maximum over W, b and σ in closed form (Tipping &amp; Bishop 1999).</summary>
public static class ProbabilisticPca
{
    /// <summary>
    /// The greatest mean log-likelihood of rows with q latent dimensions: −½ [D log 2π + Σ_{i ≤ q} log λ_i + (D − q) log σ² + D], with λ the eigenvalues of the sample covariance
    /// in falling order and σ² the mean of those after the first q.
    /// </summary>
    public static double MaximumLogLikelihood(Tensor rows, int latent)
    {
        var eigenvalues = linalg.eigvalsh(Covariance(rows, rows.mean([0L]))).data<double>().ToArray().OrderDescending().ToArray();
        var noise = eigenvalues.Skip(latent).Average();
        return -0.5 * (eigenvalues.Length * (Math.Log(2 * Math.PI) + 1) + eigenvalues.Take(latent).Sum(Math.Log) + (eigenvalues.Length - latent) * Math.Log(noise));
    }

    /// <summary>The exact mean log-likelihood of rows under a linear decoder with an isotropic scale: log N(x; b, W Wᵀ + σ² I).</summary>
    public static double LogLikelihood(Tensor rows, IConditional<IDistribution> decoder, int latent)
    {
        using var _ = no_grad();
        // The decoder at the origin and at the unit vectors is b and the columns of W.
        var corners = (Normal)decoder.At(new Inputs(cat([zeros(1, latent), eye(latent)])));
        var means = corners.Mean.to_type(ScalarType.Float64);
        var (offset, weights) = (means[0], (means.narrow(0, 1, latent) - means[0]).t()); // [D], [D, latent]
        var noise = Math.Pow(corners.Scale.to_type(ScalarType.Float64).max().item<double>(), 2);
        var covariance = weights.Product(weights.t()) + noise * eye(offset.shape[0], dtype: ScalarType.Float64);
        var fit = linalg.inv(covariance).Product(Covariance(rows, offset)).trace().item<double>();
        return -0.5 * (offset.shape[0] * Math.Log(2 * Math.PI) + linalg.slogdet(covariance).Item2.item<double>() + fit);
    }

    private static Tensor Covariance(Tensor rows, Tensor center) => (rows - center).t().Product(rows - center) / rows.shape[0];
}
