using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A prior's passes over the independent weights of a layer; they fit contiguous float32 on the CPU.</summary>
internal abstract class JointPass
{
    /// <summary>Means, variances and divergence.</summary>
    public abstract JointWeights Weights(MeanFieldWeights weights);

    /// <summary>Draws of a linear layer's outputs, and the divergence.</summary>
    /// <param name="input">[..., I].</param>
    /// <param name="weights">q(W), [O, I].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="random">The stream of ε.</param>
    public abstract (Tensor Output, Tensor Divergence) Noisy(Tensor input, MeanFieldWeights weights, Tensor? bias, RandomStream random);
}

/// <summary>The passes of a KL that is a sum of terms.</summary>
internal sealed class JointPass<TTerm>(TTerm term) : JointPass
    where TTerm : struct, IWeightTerm
{
    /// <inheritdoc/>
    public override JointWeights Weights(MeanFieldWeights weights) => WeightPass.Of(weights, term);

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Divergence) Noisy(Tensor input, MeanFieldWeights weights, Tensor? bias, RandomStream random) => NoisyLinear.Of(input, weights, bias, random, term);
}
