namespace GenerativeVI;

/// <summary>
/// What a model is made of: all that the shapes and names of its weights depend on. Every part is swapped independently
/// of the others.
/// </summary>
public sealed record ModelSettings
{
    /// <summary>The networks of encoder and decoder.</summary>
    public NetworkSettings Networks { get; init; } = new();

    /// <summary>The dimension of z; with two levels, of the level next to the data.</summary>
    public int Latent { get; init; } = 20;

    /// <summary>The dimension of a second level above it: z = [z₂, z₁] with p(z₂) p(z₁|z₂). 0 for one level.</summary>
    public int Top { get; init; }

    /// <summary>p(z); with two levels, that of the top.</summary>
    public PriorSettings Prior { get; init; } = new();

    /// <summary>q(z|x).</summary>
    public PosteriorSettings Posterior { get; init; } = new();

    /// <summary>How log p(z) − log q(z|x) is found.</summary>
    public RatioSettings Ratio { get; init; } = new();

    /// <summary>p(x|z).</summary>
    public LikelihoodSettings Likelihood { get; init; } = new();

    /// <summary>Whether encoder, decoder and prior see the row's class: a conditional model p(x|y).</summary>
    public bool Labels { get; init; }

    /// <summary>The dimension of z in all.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int TotalLatent => Latent + Top;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Networks.Validate();
        Prior.Validate();
        Posterior.Validate();
        Ratio.Validate();
        Likelihood.Validate();
        Require.AtLeast("latent", Latent, 1);
        Require.AtLeast("top", Top, 0);
    }
}
