using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;

namespace GenerativeVI.Conditionals;

/// <summary>The uniform prior over the codes of a quantizer, which is the encoder's and only borrowed, so that its codebook appears once in the model.</summary>
/// <param name="quantizer">The codebook.</param>
/// <param name="positions">P ≥ 1.</param>
public sealed class CodePrior(VectorQuantizer quantizer, long positions) : IConditional<UniformCodes>
{
    /// <inheritdoc/>
    public UniformCodes At(Inputs inputs) => new(quantizer.Codebook, positions);
}
