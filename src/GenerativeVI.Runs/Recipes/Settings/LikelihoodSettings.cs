using GenerativeVI.Conditionals;

namespace GenerativeVI;

/// <summary>p(x|z).</summary>
public sealed record LikelihoodSettings
{
    /// <summary>Its family.</summary>
    public LikelihoodFamily Family { get; init; } = LikelihoodFamily.Bernoulli;

    /// <summary>How a Gaussian likelihood's scale is learned.</summary>
    public Spread Spread { get; init; } = Spread.Diagonal;

    /// <summary>The least scale of a Gaussian likelihood, in the units of x.</summary>
    public double MinimumScale { get; init; } = 0.01;

    /// <summary>The scale of a Gaussian likelihood whose spread is fixed, in the units of x.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The grey levels of a categorical likelihood or a logistic mixture.</summary>
    public int Levels { get; init; } = 256;

    /// <summary>The components of a logistic mixture.</summary>
    public int Components { get; init; } = 5;

    /// <summary>Where its last layer begins.</summary>
    public DecoderStart Start { get; init; } = DecoderStart.Mean;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.Above0("minimum scale", MinimumScale);
        Require.Above0("scale", Scale);
        Require.AtLeast("levels", Levels, 2);
        Require.AtLeast("likelihood components", Components, 1);
    }
}
