using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>p(x|z) = Π_d Bernoulli(σ(l_d(z))): a body network, then a linear layer to the logits.</summary>
public sealed class BernoulliDecoder : nn.Module, IConditional<Bernoulli>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Precision precision;
    private readonly Linear logits;

    /// <summary>A decoder.</summary>
    /// <param name="body">From [..., latent] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="dimension">D, the elements of x.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the last layer's products; the body has its own.</param>
    public BernoulliDecoder(nn.Module<Tensor, Tensor> body, long features, long dimension, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(BernoulliDecoder))
    {
        (this.body, this.precision) = (body, precision);
        logits = Initialization.Linear(features, dimension, random, dtype);
        RegisterComponents();
    }

    /// <summary>The network below the last layer.</summary>
    public nn.Module<Tensor, Tensor> Body => body;

    /// <summary>The layer to the logits.</summary>
    public Linear Logits => logits;

    /// <summary>Sets the bias of the logits to log p/(1 − p), so that at small weights every pixel begins at its own rate (Burda+ 2016).</summary>
    /// <param name="rates">p in (0, 1), [D].</param>
    public void BeginAt(Tensor rates)
    {
        Shapes.Require(rates, nameof(rates), logits.bias!.shape[0]);
        using var _ = no_grad();
        logits.bias.copy_(rates.logit());
    }

    /// <summary>The distribution of x given z.</summary>
    /// <param name="inputs">z, [..., latent].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public Bernoulli At(Inputs inputs)
    {
        var features = body.call(inputs.Value);
        return precision == Precision.Full ? new Bernoulli(new LinearLogits(features, logits.weight!, logits.bias!)) : new Bernoulli(logits.At(precision, features));
    }
}
