using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(|w|) ∝ 1/|w|, the prior of sparse variational dropout: with α = σ²/θ², −KL ≈ k₁ S(k₂ + k₃ log α) − ½ log(1 + 1/α) − k₁, S the sigmoid, k = (0.63576, 1.87320, 1.48695)
/// (Molchanov+ 2017, eq. 14). Within 0.0094 of the exact value on log α ∈ [−8, 8]. The prior is improper and the KL approximate: a bound made of it guarantees nothing.
/// </summary>
/// <param name="Limit">log α is taken within ± this; 8 by default, as in the published protocol. Beyond it a weight has no gradient of the prior.</param>
public sealed record LogUniformPrior(double Limit = 8) : WeightPrior
{
    private const float Least = 1e-30f;
    private const double K1 = 0.63576, K2 = 1.87320, K3 = 1.48695;

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random) => weights is MeanFieldWeights independent
        ? Jointly(weights)?.Divergence ?? Of(independent.LogAlpha().clamp(-Limit, Limit)).sum()
        : throw new ArgumentException("the log-uniform prior's KL is known for independent weights only; use the mean-field family.");

    /// <summary>The approximate KL of one weight.</summary>
    /// <param name="logAlpha">log α, any shape.</param>
    public static Tensor Of(Tensor logAlpha) => K1 * (1 - (K2 + K3 * logAlpha).sigmoid()) + 0.5 * nn.functional.softplus(logAlpha.neg());

    internal override JointPass Pass => new JointPass<Term>(new Term((float)Limit));

    private readonly struct Term(float limit) : IWeightTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Value(Vector<float> mean, Vector<float> logScale, Vector<float> variance)
        {
            var logAlpha = Vector.MaxNative(new Vector<float>(-limit), Vector.MinNative(new Vector<float>(limit), LogAlpha(mean, logScale)));
            // 1 − S(a) = e^{−a}/(1 + e^{−a}); softplus(−x) = max(−x, 0) + log(1 + e^{−|x|}).
            var e = VectorFunctions.Exp(-Argument(logAlpha));
            var softplus = Vector.MaxNative(-logAlpha, Vector<float>.Zero) + VectorFunctions.LogOnePlus(VectorFunctions.ExpOfNegative(-Vector.Abs(logAlpha)));
            return e / (Vector<float>.One + e) * (float)K1 + softplus * 0.5f;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<float> ByMean, Vector<float> ByLogScale) Slopes(Vector<float> mean, Vector<float> logScale, Vector<float> variance)
        {
            var logAlpha = LogAlpha(mean, logScale);
            var isWithin = Vector.LessThanOrEqual(Vector.Abs(logAlpha), new Vector<float>(limit));
            var within = Vector.ConditionalSelect(isWithin, logAlpha, Vector<float>.Zero);
            var (e, inverse) = (VectorFunctions.Exp(-Argument(within)), VectorFunctions.Exp(-within));
            var once = Vector<float>.One + e;
            var slope = e / (once * once) * (float)(-K1 * K3) - inverse / (Vector<float>.One + inverse) * 0.5f;
            var doubled = Vector.ConditionalSelect(isWithin, slope * 2f, Vector<float>.Zero);
            var isAbove = Vector.GreaterThan(mean * mean, new Vector<float>(Least));
            return (Vector.ConditionalSelect(isAbove, -doubled / mean, Vector<float>.Zero), doubled);
        }

        private static Vector<float> LogAlpha(Vector<float> mean, Vector<float> logScale) =>
            logScale * 2f - Vector.Log(Vector.MaxNative(new Vector<float>(Least), mean * mean));

        private static Vector<float> Argument(Vector<float> logAlpha) => logAlpha * (float)K3 + new Vector<float>((float)K2);
    }
}
