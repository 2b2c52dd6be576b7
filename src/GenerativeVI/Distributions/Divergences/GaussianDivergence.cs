namespace GenerativeVI.Distributions;

/// <summary>
/// KL(N(m, S)‖N(μ, Σ)) = ½ [tr Σ⁻¹S + (m − μ)ᵀ Σ⁻¹ (m − μ) − D + log det Σ − log det S], whatever holds the covariances.
/// </summary>
internal static class GaussianDivergence
{
    public static Tensor Of(IGaussian q, IGaussian p)
    {
        // A standard normal distribution has no device of its own.
        var device = (q is StandardNormal ? p : q).Mean.device;
        var offset = q.Mean.to(device) - p.Mean.to(device);
        return (Trace(q, p, device) + p.SquaredDistance(offset) - offset.shape[^1]).mul(0.5) + p.HalfLogDeterminant() - q.HalfLogDeterminant();
    }

    /// <summary>tr Σ⁻¹S. Under a diagonal Σ only the diagonal of S counts; else with S = A Aᵀ it is the sum of the squared distances of the columns of A.</summary>
    private static Tensor Trace(IGaussian q, IGaussian p, Device device)
    {
        if (p is StandardNormal) return q.Variance().to(device).sum(-1);
        if (p is Normal diagonal) return (q.Variance().to(device) / diagonal.Scale.square()).sum(-1);
        var columns = movedim(q.Columns().to(device), -1, 0); // [M, ..., D]
        while (columns.dim() <= p.Mean.dim()) columns = columns.unsqueeze(1);
        return p.SquaredDistance(columns).sum(dim: 0);
    }
}
