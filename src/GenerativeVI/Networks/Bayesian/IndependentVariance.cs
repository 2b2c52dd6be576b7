using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>σ² = exp(2 log σ) of every weight, value and gradient in one pass each.</summary>
/// <remarks>The passes run over contiguous float32 tensors on the CPU. Anything else takes torch's operations, to the same numbers up to rounding.</remarks>
internal static class IndependentVariance
{
    public static Tensor Of(Tensor logScale) => FloatSpans.Fits(logScale) && logScale.NumberOfElements > 0 ? OnePass.apply(logScale) : (2 * logScale).exp();

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(IndependentVariance);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var logScale = (Tensor)vars[0];
            var variance = empty(logScale.shape);
            Passes.Run(variance.NumberOfElements, new Value(Passes.Of(logScale), Passes.Of(variance)));
            // The result itself would hold the graph that holds it.
            ctx.save_for_backward([logScale, variance.alias()]);
            return variance;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled()) return [2 * grad_output * (2 * saved[0]).exp()];
            using var given = grad_output.contiguous();
            var byLogScale = empty(given.shape);
            Passes.Run(given.NumberOfElements, new Slope(Passes.Of(given), Passes.Of(saved[1]), Passes.Of(byLogScale)));
            return [byLogScale];
        }
    }

    private readonly unsafe struct Value(nint logScale, nint variance) : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(long i) => Vector.Store(VectorFunctions.ExpOfTwice(Vector.Load((float*)logScale + i)), (float*)variance + i);

        public void TakeOne(long i) => ((float*)variance)[i] = MathF.Exp(2 * ((float*)logScale)[i]);
    }

    private readonly unsafe struct Slope(nint given, nint variance, nint byLogScale) : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(long i) => Vector.Store(Vector.Load((float*)given + i) * Vector.Load((float*)variance + i) * 2f, (float*)byLogScale + i);

        public void TakeOne(long i) => ((float*)byLogScale)[i] = 2 * ((float*)given)[i] * ((float*)variance)[i];
    }
}
