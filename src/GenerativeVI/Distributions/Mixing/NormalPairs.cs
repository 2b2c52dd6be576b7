using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// log N(z_p; μ_k, diag σ_k²) of every z with every kernel as one matrix product. With the square multiplied out about the centre c of the means,
/// −½ Σ_d (z_d − μ_kd)²/σ_kd² = Σ_d [−½ σ_kd⁻² (z_d − c_d)² + σ_kd⁻² (μ_kd − c_d)(z_d − c_d)] + const_k: 4KPD flops and KP numbers, where differences would make KPD numbers.
/// </summary>
/// <remarks>It serves means of shape [K, 1, …, 1, D] or [K, 1, …, B, D] against values of shape [S, …, B, D]. Where the cancellation could be seen the differences are taken after all.</remarks>
internal static class NormalPairs
{
    // Of nats: rounding times √D times the largest square that cancels.
    private const double Tolerance = 0.01;

    /// <summary>log-densities [K, S, …, B], or null where the shapes are not those of pairs or the differences are the better way.</summary>
    public static Tensor? LogDensity(Tensor value, Tensor mean, Tensor logScale)
    {
        if (!Fits(value, mean, logScale)) return null;
        var (kernels, dimension) = (mean.shape[0], mean.shape[^1]);
        var rows = mean.shape[^2]; // 1, or B
        var centre = mean.detach().mean([0L]).reshape(rows, dimension); // [R, D]
        var shifted = value - centre; // [S…, B, D]
        var offsets = mean.reshape(kernels, rows, dimension) - centre; // [K, R, D]
        var logScales = Broadcast(logScale, kernels, rows, dimension);
        if (!IsAccurate(shifted, offsets, logScales)) return null;

        var precision = logScales.mul(-2).exp(); // [K, R, D]
        var linear = offsets * precision;
        var constant = -(logScales + offsets * linear * 0.5).sum(-1) - 0.5 * dimension * Math.Log(2 * Math.PI); // [K, R]
        var features = cat([shifted.square().mul(-0.5), shifted], -1); // [S…, B, 2D]
        var factors = cat([precision, linear], -1); // [K, R, 2D]
        if (rows == 1)
        {
            var products = factors.squeeze(1).Product(features.reshape(-1, 2 * dimension).t()); // [K, P]
            return (products + constant).reshape([kernels, .. value.shape[..^1]]);
        }
        // A product for every row: [B, K, 2D] times [B, 2D, S].
        var perRow = factors.transpose(0, 1).Product(features.reshape(-1, rows, 2 * dimension).permute(1, 2, 0)); // [B, K, S]
        return (perRow.permute(1, 2, 0) + constant.unsqueeze(1)).reshape([kernels, .. value.shape[..^1]]);
    }

    private static bool Fits(Tensor value, Tensor mean, Tensor logScale)
    {
        var (m, v, s) = (mean.shape, value.shape, logScale.shape);
        if (m.Length < 3 || v.Length != m.Length - 1 || m[0] < 2 || v[^1] != m[^1] || value.dtype != mean.dtype) return false;
        for (var axis = 1; axis < m.Length - 2; axis++)
            if (m[axis] != 1) return false;
        var rows = m[^2];
        // With rows of their own, one draw a row leaves nothing to multiply.
        if (rows == 1 ? value.NumberOfElements == v[^1] : rows != v[^2] || value.NumberOfElements == rows * v[^1]) return false;
        return s.Length <= m.Length && s.Zip(m.AsEnumerable().Skip(m.Length - s.Length)).All(pair => pair.First == 1 || pair.First == pair.Second);
    }

    private static Tensor Broadcast(Tensor logScale, long kernels, long rows, long dimension)
    {
        var shape = logScale.shape;
        long Axis(int fromEnd) => shape.Length >= fromEnd ? shape[^fromEnd] : 1;
        var first = shape.Length > 2 && shape[0] == kernels ? kernels : 1;
        return logScale.reshape(first, Axis(2), Axis(1)).expand(kernels, rows, dimension);
    }

    private static bool IsAccurate(Tensor shifted, Tensor offsets, Tensor logScales)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var reach = (shifted.abs().max().Number() + offsets.abs().max().Number()) * Math.Exp(-logScales.min().Number());
        var rounding = shifted.dtype == ScalarType.Float64 ? 1.1e-16 : 6e-8;
        return rounding * Math.Sqrt(shifted.shape[^1]) * reach * reach <= Tolerance;
    }
}
