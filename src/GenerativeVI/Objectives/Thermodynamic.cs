using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The thermodynamic variational objective: log p(x) = ∫₀¹ E_{π_β} log w dβ with π_β ∝ q^{1−β} p(x, z)^β, by a left Riemann sum Σ_i (β_{i+1} − β_i) E_{π_{β_i}} log w, whose expectations come from
/// the S draws of q with self-normalized weights w^{β_i} (Masrani, Le &amp; Wood 2019). The sum itself is a lower bound; its estimate is biased, so it guarantees nothing — but for one interval,
/// which is the ELBO.
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
/// <param name="Intervals">How many intervals [0, 1] is cut into, at least 1: at 0, and at points evenly spaced in log β from <paramref name="FirstPoint"/> to 1.</param>
/// <param name="FirstPoint">The first β above 0, in (0, 1).</param>
/// <param name="Gradient">How the gradient of the estimate is estimated; pathwise by default.</param>
/// <param name="KlWeight">The weight of the log-ratio in the surrogate, at least 0; 1 by default. The number is that of weight 1.</param>
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
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        var points = Points;
        return Composition.Reduced(Name, model, batch, random, Samples, Gradient, KlWeight, Intervals == 1 ? Guarantee.Lower : Guarantee.None, logWeights => Reduce(logWeights, points));
    }

    private static Tensor Reduce(Tensor logWeights, IReadOnlyList<double> points)
    {
        var sum = Composition.Mean(logWeights) * points[1];
        for (var i = 1; i + 1 < points.Count; i++) sum += ((logWeights * points[i]).softmax(0) * logWeights).sum(dim: 0) * (points[i + 1] - points[i]);
        return sum;
    }
}
