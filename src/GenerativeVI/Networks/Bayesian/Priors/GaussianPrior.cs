using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>p(w) = N(0, s²) for every weight: KL = ½ Σ [(θ² + Σ_ii)/s² − 1 + log s²] − ½ log det Σ.</summary>
/// <param name="Scale">s above 0.</param>
public sealed record GaussianPrior(double Scale) : WeightPrior
{
    /// <summary>s.</summary>
    public double Scale { get; } = Scale > 0 ? Scale : throw new ArgumentOutOfRangeException(nameof(Scale), $"prior scale: expected above 0, got {Scale}.");

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random)
    {
        if (Jointly(weights) is { } joint) return joint.Divergence;
        var moment = (weights.Mean.square() + weights.Variance()).sum() / (Scale * Scale);
        return (moment - weights.LogDeterminant() + weights.Mean.NumberOfElements * (2 * Math.Log(Scale) - 1)) / 2;
    }

    internal override JointPass Pass => new JointPass<Term>(new Term((float)(1 / (Scale * Scale)), (float)(Math.Log(Scale) - 0.5)));

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
