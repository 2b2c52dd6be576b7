using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A layer by local reparameterization and its divergence as one operation: u = x θᵀ + b + √(x² σ²ᵀ) ε.</summary>
/// <remarks>Means, variances and their gradients are the products' own results, changed where they lie: what the weights' number multiplies is read and written as seldom as can be.</remarks>
internal static class NoisyLinear
{
    /// <summary>Draws and divergence. Their gradients are not differentiable again.</summary>
    /// <param name="input">x, [..., I], float32 on the CPU.</param>
    /// <param name="weights">θ and log σ, [O, I], that fit <see cref="WeightPass"/>.</param>
    /// <param name="bias">b, [O], or null.</param>
    /// <param name="random">The stream of ε.</param>
    /// <param name="term">The prior's KL.</param>
    /// <returns>u, [..., O], and a scalar.</returns>
    public static (Tensor Output, Tensor Divergence) Of<TTerm>(Tensor input, MeanFieldWeights weights, Tensor? bias, RandomStream random, TTerm term)
        where TTerm : struct, IWeightTerm
    {
        var rows = input.reshape(-1, input.shape[^1]).contiguous();
        var outputs = weights.Mean.shape[0];
        var noise = random.Normal([rows.shape[0], outputs]);
        // A layer without bias passes an empty one: an argument that is null has no place for its gradient.
        return OnePass<TTerm>.apply(rows, weights.Mean, weights.LogScale, bias ?? empty(0), noise, term) is [var output, var divergence]
            ? (output.reshape([.. input.shape[..^1], outputs]), divergence)
            : throw new InvalidOperationException();
    }

    private sealed class OnePass<TTerm> : CustomGradients<OnePass<TTerm>>
        where TTerm : struct, IWeightTerm
    {
        public override string Name => nameof(NoisyLinear);

        protected override List<Tensor> Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (x, mean, logScale, bias, noise, term) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4], (TTerm)vars[5]);
            var hasBias = bias.NumberOfElements > 0;
            var (square, variance) = (x.square(), empty(mean.shape));
            var divergence = WeightPass.Value(term, mean, logScale, variance);
            var output = nn.functional.linear(x, mean, hasBias ? bias : null);
            using var spread = nn.functional.linear(square, variance);
            NoisyOutput.Write(output, spread, noise, output);
            ctx.set_materialize_grads(false);
            ctx.save_for_backward([x, square, mean, logScale, variance, noise]);
            ctx.save_data(nameof(TTerm), term);
            ctx.save_data(nameof(Needs), new Needs(x.requires_grad, hasBias));
            return [output, tensor((float)divergence)];
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            if (ctx.get_saved_variables() is not [var x, var square, var mean, var logScale, var variance, var slope]) throw new InvalidOperationException();
            var (term, scale) = ((TTerm)ctx.get_data(nameof(TTerm)), Derivatives.Present(grad_outputs[1]) is { } byDivergence ? FloatSpans.Of(byDivergence)[0] : 0);
            if (Derivatives.Present(grad_outputs[0]) is not { } byOutput)
            {
                var (ofMean, ofLogScale) = (empty(mean.shape), empty(mean.shape));
                WeightPass.Slopes(term, scale, (mean, logScale, variance), (null, null), (ofMean, ofLogScale));
                return [null!, ofMean, ofLogScale, null!, null!, null!];
            }
            var needs = (Needs)ctx.get_data(nameof(Needs));
            using var given = byOutput.contiguous();
            using var bySpread = empty(given.shape);
            var byBias = Spread(given, slope, bySpread);
            var (byMean, byVariance) = (given.t().mm(x), bySpread.t().mm(square));
            WeightPass.Slopes(term, scale, (mean, logScale, variance), (byMean, byVariance), (byMean, byVariance));
            return [needs.Input ? ByInput(given.mm(mean), bySpread.mm(variance), x) : null!, byMean, byVariance, needs.Bias ? byBias : null!, null!, null!];
        }

        // Writes the gradient by the variance, and returns that by the bias, the sum over the rows, which passes by.
        private static unsafe Tensor Spread(Tensor given, Tensor slope, Tensor bySpread)
        {
            var (rows, columns) = (given.shape[0], given.shape[1]);
            var byBias = zeros(columns);
            var (g, s, v, b) = (Passes.Of(given), Passes.Of(slope), Passes.Of(bySpread), Passes.Of(byBias));
            for (long row = 0, stride = columns * sizeof(float); row < rows; row++)
                SpreadRow((float*)(g + (nint)(row * stride)), (float*)(s + (nint)(row * stride)), (float*)(v + (nint)(row * stride)), (float*)b, columns);
            return byBias;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static unsafe void SpreadRow(float* given, float* slope, float* bySpread, float* byBias, long columns)
        {
            var d = 0L;
            for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            {
                var gradient = Vector.Load(given + d);
                Vector.Store(gradient * Vector.Load(slope + d), bySpread + d);
                Vector.Store(Vector.Load(byBias + d) + gradient, byBias + d);
            }
            for (; d < columns; d++)
            {
                bySpread[d] = given[d] * slope[d];
                byBias[d] += given[d];
            }
        }

        private static Tensor ByInput(Tensor throughMean, Tensor throughVariance, Tensor x)
        {
            Passes.Run(x.NumberOfElements, new Sum(Passes.Of(throughMean), Passes.Of(throughVariance), Passes.Of(x)));
            throughVariance.Dispose();
            return throughMean;
        }
    }

    private readonly record struct Needs(bool Input, bool Bias);

    // What comes through the mean, plus 2x times what comes through the variance.
    private readonly unsafe struct Sum(nint throughMean, nint throughVariance, nint x) : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(long i) =>
            Vector.Store(Vector.Load((float*)throughMean + i) + Vector.Load((float*)throughVariance + i) * Vector.Load((float*)x + i) * 2f, (float*)throughMean + i);

        public void TakeOne(long i) => ((float*)throughMean)[i] += 2 * ((float*)throughVariance)[i] * ((float*)x)[i];
    }
}
