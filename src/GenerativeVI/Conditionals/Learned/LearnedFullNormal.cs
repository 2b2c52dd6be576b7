using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>q(z) = N(μ, L Lᵀ) with μ, the logarithms of L's diagonal and what is below it as parameters: D² numbers, so for a few thousand dimensions at most.</summary>
public sealed class LearnedFullNormal : nn.Module, IConditional<FullNormal>
{
    private readonly Parameter mean;
    private readonly Parameter logDiagonal;
    private readonly Parameter lower;

    /// <summary>Independent elements around a point.</summary>
    /// <param name="mean">μ at the start, [D]; copied.</param>
    /// <param name="scale">Where every standard deviation starts, above 0.</param>
    public LearnedFullNormal(Tensor mean, double scale)
        : base(nameof(LearnedFullNormal))
    {
        (this.mean, logDiagonal) = (LearnedStart.Mean(mean), LearnedStart.LogScale(mean, scale));
        lower = LearnedStart.Kept(zeros(mean.shape[^1], mean.shape[^1], dtype: mean.dtype, device: mean.device));
        RegisterComponents();
    }

    /// <summary>The distribution.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public FullNormal At(Inputs inputs) => new(mean, logDiagonal, lower);
}
