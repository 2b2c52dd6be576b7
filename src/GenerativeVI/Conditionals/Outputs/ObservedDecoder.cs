using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(x_obs|z) of rows with missing elements, NaN, of any decoder with independent elements (Mattei &amp; Frellsen 2019,
/// eq. 5). With an encoder over <see cref="Networks.ZeroFilled"/> and the importance-weighted bound this is MIWAE.
/// </summary>
public sealed class ObservedDecoder : nn.Module, IConditional<Observed>
{
    private readonly IConditional<IFactorized> decoder;

    /// <summary>A decoder of what is observed.</summary>
    /// <param name="decoder">p(x|z) of whole rows; owned from now on.</param>
    public ObservedDecoder(IConditional<IFactorized> decoder)
        : base(nameof(ObservedDecoder))
    {
        this.decoder = decoder;
        RegisterComponents();
    }

    /// <summary>p(x|z) of whole rows.</summary>
    public IConditional<IFactorized> Whole => decoder;

    /// <summary>The distribution of x given z, evaluated where x is observed.</summary>
    /// <param name="inputs">z, [..., latent].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public Observed At(Inputs inputs) => new(decoder.At(inputs));
}
