using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(x|ε) = p(x|g(ε)), the decoder of an implicit prior z = g(ε) with ε ~ N(0, I): the same p(x) = ∫ p(x|g(ε)) N(ε; 0, I) dε, of a latent
/// whose density is known. An implicit prior's model is judged so, by importance weights or annealing over ε.
/// </summary>
public sealed class PushforwardDecoder : nn.Module, IConditional<IDistribution>
{
    private readonly IConditional<Pushforward> prior;
    private readonly IConditional<IDistribution> decoder;

    /// <summary>A decoder of its parts, which it owns from now on.</summary>
    /// <param name="prior">g, the same for every row.</param>
    /// <param name="decoder">p(x|z).</param>
    public PushforwardDecoder(IConditional<Pushforward> prior, IConditional<IDistribution> decoder)
        : base(nameof(PushforwardDecoder))
    {
        (this.prior, this.decoder) = (prior, decoder);
        RegisterComponents();
    }

    /// <summary>p(x|g(ε)).</summary>
    /// <param name="inputs">ε as the value, [..., noise].</param>
    public IDistribution At(Inputs inputs) => decoder.At(inputs with { Value = prior.At(inputs).Map(inputs.Value) });
}
