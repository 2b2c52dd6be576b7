using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>Bounds and evidences of linear models with Gaussian weights, by dense formulas and a fine grid.</summary>
public static class RelevanceOracle
{
    /// <summary>E log σ(u), u ~ N(m, v), by the trapezoidal rule over 24 standard deviations.</summary>
    public static Tensor ExpectedLogSigmoid(Tensor mean, Tensor variance)
    {
        const double step = 0.005;
        var v = arange(-12, 12 + step / 2, step, dtype: ScalarType.Float64);
        var weight = v.square().mul(-0.5).exp() * (step / Math.Sqrt(2 * Math.PI));
        return nn.functional.logsigmoid(mean.unsqueeze(-1) + variance.sqrt().unsqueeze(-1) * v).Product(weight);
    }

    /// <summary>Σ E log σ(y u) − KL(N(μ, Σ) ‖ N(0, diag α)).</summary>
    public static Tensor LogisticBound(Tensor design, Tensor signs, Tensor mean, Tensor covariance, Tensor priorVariance) =>
        ExpectedLogSigmoid(signs * design.Product(mean), design.Product(covariance).mul(design).sum(-1)).sum() - Divergence(mean, covariance, priorVariance);

    /// <summary>KL(N(μ, Σ) ‖ N(0, diag α)).</summary>
    public static Tensor Divergence(Tensor mean, Tensor covariance, Tensor priorVariance) =>
        0.5 * ((covariance.diagonal() + mean.square()) / priorVariance - 1 + priorVariance.log()).sum() - 0.5 * linalg.slogdet(covariance).Item2;

    /// <summary>log N(t; 0, σ²I + Φ diag(α) Φᵀ).</summary>
    public static Tensor Evidence(Tensor design, Tensor targets, double noise, Tensor priorVariance)
    {
        var covariance = (design * priorVariance).Product(design.t()) + noise * eye(design.shape[0], dtype: ScalarType.Float64);
        return -0.5 * (targets.dot(linalg.inv(covariance).Product(targets)) + linalg.slogdet(covariance).Item2 + targets.shape[0] * Math.Log(2 * Math.PI));
    }

    /// <summary>Correlated columns, a sparse truth and noisy labels: x [N, 4], signs and targets [N].</summary>
    public static (Tensor X, Tensor Signs, Tensor Targets) Data(int rows = 60)
    {
        var random = new RandomStream(5);
        var x = random.Normal([rows, 4], ScalarType.Float64);
        x = x + 0.8 * x.roll(1, 1);
        var u = x.Product(tensor(new[] { 1.5, -1.0, 0.7, 0.0 }));
        var signs = (u + random.Normal([rows], ScalarType.Float64)).sign();
        return (x, signs, u + 0.5 * random.Normal([rows], ScalarType.Float64));
    }

    /// <summary>Φ of settings without a kernel: the columns of x and the constant.</summary>
    public static Tensor Design(Tensor x) => cat([x, ones([x.shape[0], 1], dtype: ScalarType.Float64)], 1);

    public static Tensor Labels(Tensor signs) => ((signs + 1) / 2).to_type(ScalarType.Int64);
}
