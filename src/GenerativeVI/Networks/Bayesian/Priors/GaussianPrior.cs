using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(w) = N(w̃, s²) for every weight, w̃ = 0 unless said: KL = ½ Σ [((θ − w̃)² + Σ_ii)/s² − 1 + log s²] − ½ log det Σ. A w̃ that the weights of a layer share may be at its best, the mean of θ, by empirical
/// Bayes: the bound is then one on the evidence at that w̃, of the same kind.
/// </summary>
/// <param name="Scale">s above 0.</param>
public sealed record GaussianPrior(double Scale) : WeightPrior
{
    /// <summary>s.</summary>
    public double Scale { get; } = Scale > 0 ? Scale : throw new ArgumentOutOfRangeException(nameof(Scale), $"prior scale: expected above 0, got {Scale}.");

    /// <summary>w̃ of every weight, [O, I] as the posterior's mean, a Bayesian bias in the last column, or a scalar; 0 when null.</summary>
    public Tensor? Mean { get; init; }

    /// <summary>Whether the weights share a w̃ that is the mean of θ; false by default, and w̃ is then <see cref="Mean"/>.</summary>
    public bool LearnsMean { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">w̃ has another shape, or is given and learned.</exception>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random)
    {
        if (Jointly(weights) is { } joint) return joint.Divergence;
        var moment = (PriorMeans.From(weights, Mean, LearnsMean).square() + weights.Variance()).sum() / (Scale * Scale);
        return (moment - weights.LogDeterminant() + weights.Mean.NumberOfElements * (2 * Math.Log(Scale) - 1)) / 2;
    }

    internal override JointPass? Pass => Mean is not null || LearnsMean ? null : new JointPass<Term>(new Term((float)(1 / (Scale * Scale)), (float)(Math.Log(Scale) - 0.5)));

    private readonly struct Term(float precision, float constant) : IWeightTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Value(Vector<float> mean, Vector<float> logScale, Vector<float> variance) =>
            Vector.FusedMultiplyAdd(Vector.FusedMultiplyAdd(mean, mean, variance), new Vector<float>(precision * 0.5f), new Vector<float>(constant)) - logScale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<float> ByMean, Vector<float> ByLogScale) Slopes(Vector<float> mean, Vector<float> logScale, Vector<float> variance) =>
            (mean * precision, variance * precision - Vector<float>.One);
    }
}
