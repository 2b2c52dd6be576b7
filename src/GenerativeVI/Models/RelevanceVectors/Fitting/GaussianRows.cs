using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>E log N(t; u, σ²) = −½ log 2πσ² − ((t − m)² + v) / 2σ².</summary>
/// <param name="Targets">t, [N].</param>
/// <param name="Start">σ² at the start.</param>
/// <param name="Learn">How σ² is re-estimated: like the weights' prior variances; not at all when fixed.</param>
internal sealed record GaussianRows(Tensor Targets, double Start, RelevanceUpdate Learn) : RowLikelihood
{
    /// <summary>σ².</summary>
    public double Noise { get; private set; } = Start;

    public override bool IsGaussian => true;

    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var residual = Targets - mean;
        var value = (residual.square() + variance) / (-2 * Noise) - 0.5 * Math.Log(2 * Math.PI * Noise);
        return new RowTerms(value, residual / Noise, full_like(residual, 1 / Noise));
    }

    public override void Adapt(Tensor mean, Tensor variance, double determined)
    {
        if (Learn == RelevanceUpdate.Fixed || mean.shape[0] == 0) return;
        var squares = (Targets - mean).square().sum().Number();
        var count = mean.shape[0];
        // MacKay's form of the same fixed point: tr(ΦᵀΦ Σ)/σ² = Σγ. Once the weights explain every row it has no denominator, and EM's is taken.
        Noise = Learn == RelevanceUpdate.MacKay && determined < 0.99 * count ? squares / (count - determined) : (squares + variance.sum().Number()) / count;
        if (!(Noise > 0)) throw new ArgumentException("targets: the weights explain every row exactly and the noise vanishes; keep the noise fixed (LearnNoise) above 0.");
    }
}
