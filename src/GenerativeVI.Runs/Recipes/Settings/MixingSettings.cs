namespace GenerativeVI;

/// <summary>The mixing of a semi-implicit prior or posterior, and how its density is bracketed.</summary>
public sealed record MixingSettings
{
    /// <summary>The dimension of the noise ε, or of the mixing variable where it is the noise itself.</summary>
    public int Noise { get; init; } = 10;

    /// <summary>How the density is bracketed.</summary>
    public BracketKind Bracket { get; init; } = BracketKind.Mixing;

    /// <summary>K, the draws of the mixing variable or of its reverse model that a bracket takes.</summary>
    public int Samples { get; init; } = 50;

    /// <summary>
    /// K of the model as it is judged. Draws of the mixing variable are then shared by all draws of z of a row and of
    /// no other row, at a small part of the cost, so that thousands are affordable. When null, it is that of training,
    /// with fresh draws for every z. Either way each weight is unbiased for p(x).
    /// </summary>
    public int? JudgedSamples { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <param name="name">Whose it is, for messages.</param>
    /// <param name="least">The least K.</param>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate(string name, int least)
    {
        Require.AtLeast($"{name} noise", Noise, 1);
        Require.AtLeast($"{name} samples", Samples, least);
        Require.AtLeast($"{name} judged samples", JudgedSamples, least);
    }
}
