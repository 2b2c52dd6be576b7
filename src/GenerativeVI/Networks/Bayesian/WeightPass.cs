using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// Means, variances and divergence of a mean-field posterior in one pass over its weights, and all their gradients in
/// another, where torch makes one for every operation and every sum of gradients.
/// </summary>
internal static class WeightPass
{
    /// <summary>Whether <see cref="Of"/> may be used: contiguous float32 on the CPU.</summary>
    public static bool Fits(MeanFieldWeights weights) => FloatSpans.Fits(weights.Mean) && FloatSpans.Fits(weights.LogScale) && weights.Mean.NumberOfElements > 0;

    /// <summary>Computes the three results of one pass. Their gradients cannot be differentiated again.</summary>
    public static JointWeights Of<TTerm>(MeanFieldWeights weights, TTerm term)
        where TTerm : struct, IWeightTerm =>
        OnePass<TTerm>.apply(weights.Mean, weights.LogScale, term) is [var mean, var variance, var divergence] ? new JointWeights(mean, variance, divergence) : throw new InvalidOperationException();

    /// <summary>The divergence; <paramref name="variance"/> is written.</summary>
    public static double Value<TTerm>(TTerm term, Tensor mean, Tensor logScale, Tensor variance)
        where TTerm : struct, IWeightTerm
    {
        var length = mean.NumberOfElements;
        var sums = new double[Passes.Pieces(length)];
        var (m, l, v) = (Passes.Of(mean), Passes.Of(logScale), Passes.Of(variance));
        SharedWork.Run(sums.Length, sums.Length > 1, piece => sums[piece] = Sum(term, m, l, v, piece * (long)Passes.PieceLength, Math.Min(length, (piece + 1L) * Passes.PieceLength)));
        return sums.Sum();
    }

    /// <summary>
    /// Writes the gradients of <paramref name="scale"/> times the divergence, plus what means and variances were given,
    /// by mean and log σ; into the given tensors themselves where they are the same.
    /// </summary>
    public static void Slopes<TTerm>(TTerm term, float scale, (Tensor Mean, Tensor LogScale, Tensor Variance) at, (Tensor? ByMean, Tensor? ByVariance) given, (Tensor ByMean, Tensor ByLogScale) result)
        where TTerm : struct, IWeightTerm =>
        Passes.Run(at.Mean.NumberOfElements, new Gradient<TTerm>(
            term, scale, new Places(Passes.Of(at.Mean), Passes.Of(at.LogScale), Passes.Of(at.Variance)), Of(given.ByMean), Of(given.ByVariance), Of(result.ByMean), Of(result.ByLogScale)));

    private static nint Of(Tensor? tensor) => tensor is null ? 0 : Passes.Of(tensor);

    private sealed class OnePass<TTerm> : CustomGradients<OnePass<TTerm>>
        where TTerm : struct, IWeightTerm
    {
        public override string Name => nameof(WeightPass);

        protected override List<Tensor> Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (mean, logScale, term) = ((Tensor)vars[0], (Tensor)vars[1], (TTerm)vars[2]);
            var variance = empty(mean.shape);
            var divergence = Value(term, mean, logScale, variance);
            // What is used of the outputs differs from call to call: no gradient is made up for the rest.
            ctx.set_materialize_grads(false);
            // The result itself would hold the graph that holds it.
            ctx.save_for_backward([mean, logScale, variance.alias()]);
            ctx.save_data(nameof(TTerm), term);
            return [mean.alias(), variance, tensor((float)divergence)];
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            using var byMean = Derivatives.Present(grad_outputs[0])?.contiguous();
            using var byVariance = Derivatives.Present(grad_outputs[1])?.contiguous();
            var (mean, logScale) = (empty(saved[0].shape), empty(saved[0].shape));
            var scale = Derivatives.Present(grad_outputs[2]) is { } byDivergence ? FloatSpans.Of(byDivergence)[0] : 0;
            Slopes((TTerm)ctx.get_data(nameof(TTerm)), scale, (saved[0], saved[1], saved[2]), (byMean, byVariance), (mean, logScale));
            return [mean, logScale, null!];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe double Sum<TTerm>(TTerm term, nint mean, nint logScale, nint variance, long start, long end)
        where TTerm : struct, IWeightTerm
    {
        var (i, sum) = (start, Vector<float>.Zero);
        for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
        {
            var l = Vector.Load((float*)logScale + i);
            var v = VectorFunctions.ExpOfTwice(l);
            Vector.Store(v, (float*)variance + i);
            sum += term.Value(Vector.Load((float*)mean + i), l, v);
        }
        double total = Vector.Sum(sum);
        for (; i < end; i++)
        {
            Vector<float> l = new(((float*)logScale)[i]), v = VectorFunctions.ExpOfTwice(l);
            ((float*)variance)[i] = v[0];
            total += term.Value(new Vector<float>(((float*)mean)[i]), l, v)[0];
        }
        return total;
    }

    private readonly record struct Places(nint Mean, nint LogScale, nint Variance);

    private readonly unsafe struct Gradient<TTerm>(TTerm term, float scale, Places at, nint givenMean, nint givenVariance, nint byMean, nint byLogScale) : IPass
        where TTerm : struct, IWeightTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(long i)
        {
            var v = Vector.Load((float*)at.Variance + i);
            var (m, l) = term.Slopes(Vector.Load((float*)at.Mean + i), Vector.Load((float*)at.LogScale + i), v);
            (m, l) = (m * scale, l * scale);
            if (givenMean != 0) m += Vector.Load((float*)givenMean + i);
            if (givenVariance != 0) l += Vector.Load((float*)givenVariance + i) * v * 2f;
            Vector.Store(m, (float*)byMean + i);
            Vector.Store(l, (float*)byLogScale + i);
        }

        public void TakeOne(long i)
        {
            var v = ((float*)at.Variance)[i];
            var (m, l) = term.Slopes(new Vector<float>(((float*)at.Mean)[i]), new Vector<float>(((float*)at.LogScale)[i]), new Vector<float>(v));
            ((float*)byMean)[i] = m[0] * scale + (givenMean != 0 ? ((float*)givenMean)[i] : 0);
            ((float*)byLogScale)[i] = l[0] * scale + (givenVariance != 0 ? 2 * v * ((float*)givenVariance)[i] : 0);
        }
    }
}
