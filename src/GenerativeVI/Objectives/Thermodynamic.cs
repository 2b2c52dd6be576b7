using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The thermodynamic variational objective: log p(x) = ∫₀¹ E_{π_β} log w dβ with π_β ∝ q^{1−β} p(x, z)^β, by a left
/// Riemann sum Σ_i (β_{i+1} − β_i) E_{π_{β_i}} log w, whose expectations come from the S draws of q with
/// self-normalized weights w^{β_i} (Masrani, Le &amp; Wood 2019). The sum itself is a lower bound; its estimate is
/// biased, so it guarantees nothing — but for one interval, which is the ELBO.
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
/// <param name="Intervals">How many intervals [0, 1] is cut into, at least 1: at 0, and at points evenly spaced in log
/// β from <paramref name="FirstPoint"/> to 1.</param>
/// <param name="FirstPoint">The first β above 0, in (0, 1).</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default.</param>
/// <param name="KlWeight">The weight of the log-ratio in the surrogate, at least 0; 1 by default. The number is that of
/// weight 1.</param>
public sealed record Thermodynamic(int Samples, int Intervals = 5, double FirstPoint = 0.025, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    private const string Name = "thermodynamic objective";

    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, Gradient, KlWeight, isMean: Intervals == 1);

    /// <summary>How many intervals.</summary>
    public int Intervals { get; init; } = Intervals >= 1 ? Intervals : throw new ArgumentException($"{Name}: intervals: expected at least 1, got {Intervals}.");

    /// <summary>The first β above 0.</summary>
    public double FirstPoint { get; init; } = FirstPoint is > 0 and < 1 ? FirstPoint : throw new ArgumentException($"{Name}: first point: expected between 0 and 1, got {FirstPoint}.");

    /// <summary>The ends of the intervals: 0, …, 1.</summary>
    public IReadOnlyList<double> Points => [0, .. Enumerable.Range(0, Intervals).Select(i => Intervals == 1 ? 1 : Math.Pow(FirstPoint, 1 - i / (Intervals - 1.0)))];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence
    /// names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        var points = Points;
        var parts = points.Zip(points.Skip(1), (from, to) => (to - from, from == 0 ? PowerMean.OfLogarithms : (Reduction)new TiltedMean(from)));
        return Composition.Reduced(Name, model, batch, random, Samples, Gradient, KlWeight, Intervals == 1 ? Guarantee.Lower : Guarantee.None, new WeightedReductions([.. parts]));
    }

    /// <summary>The mean of the log-weights under weights proportional to wᵝ.</summary>
    private sealed class TiltedMean(double beta) : Reduction
    {
        public override Tensor Of(Tensor logWeights) => ((logWeights * beta).softmax(0) * logWeights).sum(dim: 0);

        /// <summary>
        /// With shares s and deviations d = ℓ − F: v = s (1 + βd), and ∂v/∂ℓ = β s [(1 − s)(1 + βd) + 1 − v].
        /// </summary>
        public override Tensor OwnCurvature(Tensor logWeights)
        {
            var shares = (logWeights * beta).softmax(0);
            var growth = 1 + (logWeights - (shares * logWeights).sum(0L, keepdim: true)) * beta;
            return shares * ((1 - shares) * growth + 1 - shares * growth) * beta;
        }
    }
}
