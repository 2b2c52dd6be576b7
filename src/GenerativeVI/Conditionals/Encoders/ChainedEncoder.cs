using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|x) = q(a|x) q(b|x, a) over two levels of latents, both diagonal normal: one body h(x) for both, and a hidden layer of h and a together before the second head
/// (Sønderby+ 2016; Tomczak &amp; Welling 2018).
/// </summary>
/// <remarks>What depends on x alone is computed once, however many draws there are: the layer of [h, a] is a sum of two products.</remarks>
public sealed class ChainedEncoder : nn.Module, IConditional<Chained>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Linear firstHead;
    private readonly Linear fromFeatures;
    private readonly Linear fromFirst;
    private readonly Linear secondHead;
    private readonly Activation activation;
    private readonly Precision precision;
    private readonly long firstDimension;
    private readonly bool bottomUp;

    /// <summary>An encoder.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body and the width of the layer between the levels.</param>
    /// <param name="top">The dimension of z₂, at least 1.</param>
    /// <param name="bottom">The dimension of z₁, at least 1.</param>
    /// <param name="bottomUp">Whether a is z₁, next to the data; else a is z₂, as in the prior's order.</param>
    /// <param name="activation">The nonlinearity of the layer between the levels.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the products; the body has its own.</param>
    public ChainedEncoder(
        nn.Module<Tensor, Tensor> body, long features, long top, long bottom, bool bottomUp, Activation activation, RandomStream random,
        ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(ChainedEncoder))
    {
        (this.body, this.activation, this.precision, this.bottomUp) = (body, activation, precision, bottomUp);
        (firstDimension, var secondDimension) = bottomUp ? (bottom, top) : (top, bottom);
        firstHead = Initialization.Linear(features, 2 * firstDimension, random, dtype);
        fromFeatures = Initialization.Linear(features, features, random, dtype);
        fromFirst = Initialization.Linear(firstDimension, features, random, dtype);
        secondHead = Initialization.Linear(features, 2 * secondDimension, random, dtype);
        RegisterComponents();
    }

    /// <summary>The posterior of both levels given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B], event [top + bottom].</returns>
    public Chained At(Inputs inputs)
    {
        var features = body.call(inputs.Value);
        var shared = fromFeatures.At(precision, features);
        return Chained.Of(Heads(firstHead, features), Second, firstDimension, bottomUp);

        Normal Second(Tensor first) => Heads(secondHead, activation.ApplyTo(shared + fromFirst.At(precision, first)));
    }

    /// <summary>q(a|x) alone, the level that is drawn first.</summary>
    /// <param name="inputs">x, [B, D].</param>
    public Normal First(Inputs inputs) => Heads(firstHead, body.call(inputs.Value));

    private Normal Heads(Linear head, Tensor features)
    {
        var parameters = head.At(precision, features).chunk(2, -1);
        return Normal.FromLogScale(parameters[0], parameters[1]);
    }
}
