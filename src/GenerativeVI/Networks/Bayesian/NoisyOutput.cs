using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Draws u = m + √v ε of local reparameterization: root, noise and sum in one pass, the derivative ε/(2√v) left in the noise's place for the way back.</summary>
/// <remarks>
/// The passes run over contiguous float32 tensors on the CPU. Anything else takes torch's operations, to the same numbers up to rounding. A variance under 10⁻³⁰, as of a row of zeros, counts as that
/// and has no derivative.
/// </remarks>
internal static class NoisyOutput
{
    private const float Least = 1e-30f;

    /// <summary>A draw for every element.</summary>
    /// <param name="mean">m, any shape.</param>
    /// <param name="variance">v ≥ 0 of the same shape.</param>
    /// <param name="random">The stream of ε.</param>
    public static Tensor Of(Tensor mean, Tensor variance, RandomStream random)
    {
        var noise = random.Normal(variance.shape, variance.dtype);
        return FloatSpans.Fits(mean) && FloatSpans.Fits(variance) && FloatSpans.Fits(noise) && mean.NumberOfElements > 0
            ? OnePass.apply(mean, variance, noise)
            : mean + variance.clamp_min(Least).sqrt() * noise;
    }

    /// <summary>Writes the draws to <paramref name="result"/>, which may be the mean itself, and their derivatives by the variance to <paramref name="noise"/>; all contiguous float32 on the CPU.</summary>
    public static void Write(Tensor mean, Tensor variance, Tensor noise, Tensor result) =>
        Passes.Run(mean.NumberOfElements, new Draw(Passes.Of(mean), Passes.Of(variance), Passes.Of(noise), Passes.Of(result)));

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(NoisyOutput);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (mean, variance, noise) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
            var result = empty(mean.shape);
            Write(mean, variance, noise, result);
            ctx.save_for_backward([variance, noise]);
            return result;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (variance, slope) = (saved[0], saved[1]);
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (!is_grad_enabled()) return [grad_output, grad_output * slope, null!];
            var root = variance.clamp_min(Least).sqrt();
            return [grad_output, grad_output * (slope * root).detach() / root, null!];
        }
    }

    private readonly unsafe struct Draw(nint mean, nint variance, nint noise, nint result) : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(long i)
        {
            var (v, e) = (Vector.Load((float*)variance + i), Vector.Load((float*)noise + i));
            var root = Vector.SquareRoot(Vector.MaxNative(new Vector<float>(Least), v));
            Vector.Store(Vector.Load((float*)mean + i) + root * e, (float*)result + i);
            var isAbove = Vector.GreaterThan(v, new Vector<float>(Least));
            Vector.Store(Vector.ConditionalSelect(isAbove, e * 0.5f / root, Vector<float>.Zero), (float*)noise + i);
        }

        public void TakeOne(long i)
        {
            var (v, e) = (((float*)variance)[i], ((float*)noise)[i]);
            var root = MathF.Sqrt(v < Least ? Least : v);
            ((float*)result)[i] = ((float*)mean)[i] + root * e;
            ((float*)noise)[i] = v > Least ? e * 0.5f / root : 0;
        }
    }
}
