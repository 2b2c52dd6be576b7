using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>q(z) = N(μ, diag σ²) with μ and log σ as parameters: the mean-field posterior of a single target, such as the weights of a network.</summary>
public sealed class LearnedNormal : nn.Module, IConditional<Normal>
{
    private readonly Parameter mean;
    private readonly Parameter logScale;

    /// <summary>A distribution around a point.</summary>
    /// <param name="mean">μ at the start, [D]; copied.</param>
    /// <param name="scale">Where every σ starts, above 0.</param>
    public LearnedNormal(Tensor mean, double scale)
        : base(nameof(LearnedNormal))
    {
        (this.mean, logScale) = (LearnedStart.Mean(mean), LearnedStart.LogScale(mean, scale));
        RegisterComponents();
    }

    /// <summary>Makes it another normal of the same dimension, whose parameters are copied.</summary>
    /// <param name="other">Without a batch axis.</param>
    public void Become(Normal other)
    {
        using var _ = no_grad();
        mean.copy_(other.Mean);
        logScale.copy_(other.LogScale);
    }

    /// <summary>The distribution.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public Normal At(Inputs inputs) => Normal.FromLogScale(mean, logScale);
}

/// <summary>Parameters of learned distributions at their start.</summary>
internal static class LearnedStart
{
    public static Parameter Mean(Tensor mean) => Kept(mean.detach().clone());

    public static Parameter LogScale(Tensor mean, double scale) => scale > 0
        ? Kept(full_like(mean, Math.Log(scale), requires_grad: false))
        : throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");

    // A parameter outlives the scope in which its module is made.
    public static Parameter Kept(Tensor value)
    {
        var parameter = new Parameter(value);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
