using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>The random part (W − E W) x of a layer's outputs, by any evaluation.</summary>
internal static class WeightResponse
{
    /// <summary>The deviations.</summary>
    /// <param name="weights">q(W), [O, I].</param>
    /// <param name="evaluation">How; not <see cref="WeightEvaluation.Mean"/>.</param>
    /// <param name="input">[S, B, P, I]: draws, rows, and places of a row that share its weights.</param>
    /// <param name="random">The stream.</param>
    /// <returns>[S, B, P, O].</returns>
    public static Tensor Deviation(GaussianWeights weights, WeightEvaluation evaluation, Tensor input, RandomStream random)
    {
        var (draws, rows) = (input.shape[0], input.shape[1]);
        switch (evaluation)
        {
            case WeightEvaluation.LocalReparameterization:
                return weights.ProjectedNoise(input, random);
            case WeightEvaluation.SharedSample:
                return Together(input, weights.Noise(draws, random));
            case WeightEvaluation.SampleEach:
                var each = weights.Noise(draws * rows, random); // [S B, O, I]
                return input.Product(each.transpose(-1, -2).reshape(draws, rows, each.shape[2], each.shape[1]));
            case WeightEvaluation.Flipout when weights.IsFactorized:
                var shared = weights.Noise(draws, random); // [S, O, I]
                return Together(input * Signs(random, [draws, rows, 1, shared.shape[2]], input.dtype), shared) * Signs(random, [draws, rows, 1, shared.shape[1]], input.dtype);
            case WeightEvaluation.Flipout:
                throw new ArgumentException("flipout: random signs break the correlations of these weights; use the mean-field family, or another evaluation.");
            default:
                throw new ArgumentOutOfRangeException(nameof(evaluation), $"evaluation: {evaluation} has no deviation.");
        }
    }

    // One product a draw, whose rows are all rows and places: a batch of small ones would copy the weights for each.
    private static Tensor Together(Tensor input, Tensor noise) => input.flatten(1, 2).Product(noise.transpose(-1, -2)).reshape([.. input.shape[..^1], noise.shape[1]]);

    private static Tensor Signs(RandomStream random, long[] shape, ScalarType dtype) => random.Uniform(shape, dtype).sub_(0.5).sign_();
}
