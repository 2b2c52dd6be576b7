using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>q(z) = N(μ, L Lᵀ) with μ, the logarithms of L's diagonal and what is below it as parameters: D² numbers, so for a few thousand dimensions at most.</summary>
/// <remarks>
/// The elements below the diagonal are in units of σ/√D, σ the first standard deviation: an optimizer that moves every number by as much, as Adam does, then changes the variance that an element of z has
/// from the others at the pace of its own. In units of 1 the noise of a few steps in D² numbers would drown the posterior.
/// </remarks>
public sealed class LearnedFullNormal : nn.Module, IConditional<FullNormal>
{
    private readonly Parameter mean;
    private readonly Parameter logDiagonal;
    private readonly Parameter lower;
    private readonly double unit;

    /// <summary>Independent elements around a point.</summary>
    /// <param name="mean">μ at the start, [D]; copied.</param>
    /// <param name="scale">Where every standard deviation starts, above 0.</param>
    public LearnedFullNormal(Tensor mean, double scale)
        : base(nameof(LearnedFullNormal))
    {
        (this.mean, logDiagonal) = (LearnedStart.Mean(mean), LearnedStart.LogScale(mean, scale));
        lower = LearnedStart.Kept(zeros(mean.shape[^1], mean.shape[^1], dtype: mean.dtype, device: mean.device));
        unit = scale / Math.Sqrt(mean.shape[^1]);
        RegisterComponents();
    }

    /// <summary>Makes it another normal of the same dimension, whose parameters are copied.</summary>
    /// <param name="other">Without a batch axis.</param>
    public void Become(FullNormal other)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        mean.copy_(other.Mean);
        logDiagonal.copy_(other.LogDiagonal);
        lower.copy_(other.Factor.tril(-1) / unit);
    }

    /// <summary>The distribution.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public FullNormal At(Inputs inputs) => FullNormal.FromLogDiagonal(mean, logDiagonal, lower * unit);
}
