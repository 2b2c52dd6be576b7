namespace GenerativeVI;

/// <summary>What is maximized.</summary>
public sealed record ObjectiveSettings
{
    /// <summary>Its kind.</summary>
    public ObjectiveKind Kind { get; init; } = ObjectiveKind.Elbo;

    /// <summary>Draws of the posterior a row: S of a mean, K of an importance-weighted bound.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>β, the weight of the KL in the surrogate after any warm-up; reported numbers have weight 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>How the KL is found.</summary>
    public KlForm Kl { get; init; } = KlForm.Auto;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.AtLeast("samples", Samples, 1);
        Require.AtLeast0("beta", Beta);
    }
}
