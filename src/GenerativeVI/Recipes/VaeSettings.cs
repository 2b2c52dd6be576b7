using GenerativeVI.Conditionals;
using GenerativeVI.Networks;

namespace GenerativeVI;

/// <summary>The shape of a VAE: what its weights depend on.</summary>
public sealed record VaeSettings
{
    /// <summary>The widths of the encoder's hidden layers; the decoder has them in reverse. Empty for a linear VAE.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [400];

    /// <summary>The nonlinearity between layers.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether hidden layers are gated (value ⊙ σ(gate)) instead of activated.</summary>
    public bool Gated { get; init; }

    /// <summary>The dimension of z.</summary>
    public int Latent { get; init; } = 20;

    /// <summary>The family of p(x|z).</summary>
    public Likelihood Likelihood { get; init; } = Likelihood.Bernoulli;

    /// <summary>How a Gaussian likelihood's scale is learned.</summary>
    public Spread Spread { get; init; } = Spread.Diagonal;

    /// <summary>The least scale of a Gaussian likelihood, in the units of x.</summary>
    public double MinimumScale { get; init; } = 0.01;

    /// <summary>The share of hidden units that is dropped in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>The arithmetic of matrix products.</summary>
    public Precision Precision { get; init; } = Precision.Full;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        if (Hidden.FirstOrDefault(width => width < 1, 1) is var width and < 1) throw new ArgumentException($"hidden: expected widths of at least 1, got {width}.");
        if (Latent < 1) throw new ArgumentException($"latent: expected at least 1 dimension, got {Latent}.");
        if (!(Dropout >= 0 && Dropout < 1)) throw new ArgumentException($"dropout: expected at least 0 and below 1, got {Dropout}.");
        if (!(MinimumScale > 0)) throw new ArgumentException($"minimum scale: expected above 0, got {MinimumScale}.");
    }
}
