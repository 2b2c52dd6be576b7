using GenerativeVI.Densities;
using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Oracles;

/// <summary>ψ ~ N(m, v), z given ψ ~ N(ψ, s) in one dimension, by variances: q(z) = N(m, v + s), and the reverse q(ψ|z) is normal too.</summary>
public sealed class GaussianMixing(double mean, double mixingVariance, double kernelVariance)
{
    /// <summary>T1 of the golden values: ψ ~ N(0, 1), z given ψ ~ N(ψ, ¼).</summary>
    public static readonly GaussianMixing T1 = new(0, 1, 0.25);

    /// <summary>H(q).</summary>
    public double Entropy => 0.5 * Math.Log(2 * Math.PI * Math.E * (mixingVariance + kernelVariance));

    /// <summary>H(z given ψ), what the bound of K = 0 is.</summary>
    public double KernelEntropy => 0.5 * Math.Log(2 * Math.PI * Math.E * kernelVariance);

    /// <summary>q(z) itself.</summary>
    public Normal Marginal => Of(mean, mixingVariance + kernelVariance);

    public SemiImplicit<Normal> Distribution => new(Of(mean, mixingVariance), psi => Normal.FromLogScale(psi, full(1, 0.5 * Math.Log(kernelVariance), dtype: ScalarType.Float64)), [1]);

    /// <summary>A reverse model N(a z + b, v).</summary>
    public static ReverseModel Reverse(int samples, double slope, double offset, double variance) =>
        new(samples, new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value * slope + offset, full_like(inputs.Value, 0.5 * Math.Log(variance)))));

    /// <summary>The true reverse.</summary>
    public ReverseModel TrueReverse(int samples)
    {
        var gain = mixingVariance / (mixingVariance + kernelVariance);
        return Reverse(samples, gain, mean * (1 - gain), mixingVariance * (1 - gain));
    }

    private static Normal Of(double mean, double variance) => Normal.FromLogScale(full(1, mean, dtype: ScalarType.Float64), full(1, 0.5 * Math.Log(variance), dtype: ScalarType.Float64));
}
