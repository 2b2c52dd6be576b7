using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A Gaussian posterior q(W) over a matrix of weights [O, I].</summary>
public abstract class GaussianWeights : nn.Module
{
    private readonly Parameter mean;

    /// <summary>A posterior around a mean.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="mean">Floating point, [O, I]; copied.</param>
    protected GaussianWeights(string name, Tensor mean)
        : base(name)
    {
        Shapes.Require(mean, nameof(mean), "O", "I");
        this.mean = new Parameter(mean.detach().clone());
    }

    /// <summary>E W, [O, I]: the parameter itself.</summary>
    public Parameter Mean => mean;

    /// <summary>Whether the weights are independent of each other.</summary>
    public virtual bool IsFactorized => false;

    /// <summary>The variance of every weight, [O, I].</summary>
    public abstract Tensor Variance();

    /// <summary>log det of the covariance of all weights, a scalar.</summary>
    public abstract Tensor LogDeterminant();

    /// <summary>Draws of W − E W.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>[count, O, I].</returns>
    public abstract Tensor Noise(long count, RandomStream random);

    /// <summary>A draw of (W − E W) x for every row by itself, with the covariance over outputs that the weights give it.</summary>
    /// <param name="input">x, [..., I].</param>
    /// <param name="random">The stream.</param>
    /// <returns>[..., O], independent from row to row.</returns>
    public abstract Tensor ProjectedNoise(Tensor input, RandomStream random);

    /// <summary>The entropy of q, nats: ½ log det Σ + (D/2) log 2πe.</summary>
    public Tensor Entropy() => LogDeterminant() / 2 + 0.5 * Mean.NumberOfElements * (1 + Math.Log(2 * Math.PI));

    /// <summary>√v for variances that may be exactly 0, as for a row of zeros: the derivative is then 0 and not infinite.</summary>
    private protected static Tensor Root(Tensor variance) => variance.clamp_min(1e-30).sqrt();
}
