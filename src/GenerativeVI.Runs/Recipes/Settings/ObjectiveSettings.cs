namespace GenerativeVI;

/// <summary>What is maximized. Settings that the kind does not use are ignored.</summary>
public sealed record ObjectiveSettings
{
    /// <summary>Its kind.</summary>
    public ObjectiveKind Kind { get; init; } = ObjectiveKind.Elbo;

    /// <summary>
    /// Draws of the posterior a row: S of a mean, K of an importance-weighted bound, K of each group.
    /// </summary>
    public int Samples { get; init; } = 1;

    /// <summary>M, the groups of a multiply or partially importance-weighted bound.</summary>
    public int Groups { get; init; } = 4;

    /// <summary>The ELBO's share in a combined bound, in [0, 1].</summary>
    public double ElboShare { get; init; } = 0.5;

    /// <summary>
    /// α of the Rényi bound: 0 is the importance-weighted bound, 1 the ELBO; below 0 nothing is guaranteed.
    /// </summary>
    public double Order { get; init; } = 0.5;

    /// <summary>The intervals of a thermodynamic objective.</summary>
    public int Intervals { get; init; } = 5;

    /// <summary>β, the weight of the KL in the surrogate after any warm-up; reported numbers have weight 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>
    /// λ, nats: no latent dimension's KL is pressed below it in the ELBO's surrogate; reported numbers have none.
    /// </summary>
    public double FreeBits { get; init; }

    /// <summary>How the KL is found.</summary>
    public KlForm Kl { get; init; } = KlForm.Auto;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.AtLeast("samples", Samples, 1);
        Require.AtLeast("groups", Groups, 1);
        Require.AtLeast("intervals", Intervals, 1);
        Require.AtLeast0("beta", Beta);
        Require.AtLeast0("free bits", FreeBits, " nats");
        if (!(ElboShare is >= 0 and <= 1)) throw new ArgumentException($"elbo share: expected between 0 and 1, got {ElboShare}.");
        if (!double.IsFinite(Order)) throw new ArgumentException($"order: expected a finite number, got {Order}.");
    }
}
