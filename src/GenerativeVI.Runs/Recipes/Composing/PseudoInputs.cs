using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The VampPriors of a model: pseudo-inputs that begin at softened training rows, or stay at training rows.</summary>
internal static class PseudoInputs
{
    // Bits are no place to begin for what is learned: their logits are infinite.
    private const double Softness = 0.1;

    public static IConditional<IDistribution> Learned(ModelSettings settings, DataDescription data, Func<Inputs, Normal> posterior, RandomStream random, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(settings, data, random, dtype);
        var unit = settings.Likelihood.Family != LikelihoodFamily.Gaussian;
        return new VampPrior(posterior, unit ? rows * (1 - 2 * Softness) + Softness : rows, unit);
    }

    public static IConditional<IDistribution> OfData(ModelSettings settings, DataDescription data, Func<Inputs, Normal> posterior, RandomStream random, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        return new DataVampPrior(posterior, Rows(settings, data, random, dtype));
    }

    /// <summary>K training rows; placeholders where there are none, because weights are about to be read.</summary>
    private static Tensor Rows(ModelSettings settings, DataDescription data, RandomStream random, ScalarType dtype)
    {
        var count = settings.Prior.Components;
        if (data.Training is not { } training) return full(count, data.Dimension, 0.5, dtype: dtype, device: random.Device);
        if (count > training.Count) throw new ArgumentException($"components: a VampPrior takes its pseudo-inputs from training rows, and there are {training.Count} of them, not {count}.");
        return training.Rows(random.Permutation(training.Count).narrow(0, 0, count)).to_type(dtype);
    }
}
