using GenerativeVI.Tensors;

namespace GenerativeVI.Gradients;

/// <summary>
/// The logarithm of the power mean of the weights, (1/p) log (1/S) Σ_s w_sᵖ, or the mean of such over groups of draws: p = 0 is the mean of the log-weights, p = 1 the log of their mean.
/// </summary>
public sealed class PowerMean : Reduction
{
    // Below this, powers of w are so near 1 that their logarithm is taken about 0.
    private const double Small = 1e-3;

    private readonly double power;
    private readonly int groups;

    /// <summary>A power mean.</summary>
    /// <param name="power">p, any finite number.</param>
    /// <param name="groups">M ≥ 1: the draws are M groups of equally many, one after the other, and their power means are averaged.</param>
    public PowerMean(double power, int groups = 1)
    {
        if (!double.IsFinite(power)) throw new ArgumentException($"power: expected a finite number, got {power}.");
        if (groups < 1) throw new ArgumentException($"groups: expected at least 1, got {groups}.");
        (this.power, this.groups) = (power, groups);
    }

    /// <summary>The mean of the log-weights.</summary>
    public static PowerMean OfLogarithms { get; } = new(0);

    /// <summary>The log of the mean weight.</summary>
    public static PowerMean OfWeights { get; } = new(1);

    /// <inheritdoc/>
    public override Tensor Of(Tensor logWeights)
    {
        if (power == 0 || logWeights.shape[0] == groups) return logWeights.shape[0] == 1 ? logWeights.squeeze(0) : logWeights.mean([0L]);
        if (groups == 1) return OfOneGroup(logWeights, 0);
        return OfOneGroup(Grouped(logWeights), 1).mean([0L]);
    }

    /// <summary>p v (1 − v M), with v the slopes, which sum to 1/M within a group.</summary>
    /// <inheritdoc/>
    public override Tensor OwnCurvature(Tensor logWeights)
    {
        using var _ = no_grad();
        if (power == 0) return zeros_like(logWeights);
        var shares = (Grouped(logWeights) * power).softmax(1).view(logWeights.shape); // [S, n]
        return shares * (1 - shares) * (power / groups);
    }

    private Tensor OfOneGroup(Tensor logWeights, long axis)
    {
        if (Math.Abs(power) >= Small) return LogSpace.LogMeanExp(power == 1 ? logWeights : logWeights * power, axis) / power;
        // Relative to their mean, which drops out: log(1 + mean(e^{pd} − 1))/p keeps its digits as p goes to 0.
        var center = logWeights.detach().mean([axis], keepdim: true);
        return ((logWeights - center) * power).expm1().mean([axis]).log1p() / power + center.squeeze(axis);
    }

    private Tensor Grouped(Tensor logWeights) => logWeights.reshape(groups, logWeights.shape[0] / groups, logWeights.shape[1]); // [M, S/M, n]
}
