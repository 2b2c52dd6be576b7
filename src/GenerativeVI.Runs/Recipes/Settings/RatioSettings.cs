namespace GenerativeVI;

/// <summary>
/// How the log-ratio of prior and posterior is found where their densities do not give it. Settings that the kind does
/// not use are ignored.
/// </summary>
public sealed record RatioSettings
{
    /// <summary>Its kind.</summary>
    public RatioKind Kind { get; init; } = RatioKind.Known;

    /// <summary>The steps that its own network takes on every batch.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>What the learning rate of its own network is times the model's.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>
    /// The draws of q(z|x) whose moments a classifier's adaptive contrast takes; 0 for the plain contrast with the
    /// prior.
    /// </summary>
    public int Contrast { get; init; } = 50;

    /// <summary>The draws of the prior that a kernel regression takes.</summary>
    public int PriorSamples { get; init; } = 100;

    /// <summary>λ, the ridge of a kernel regression.</summary>
    public double Ridge { get; init; } = 1e-3;

    /// <summary>
    /// What the median of the squared distances among draws of q is multiplied by to be the bandwidth of a kernel
    /// regression.
    /// </summary>
    public double Bandwidth { get; init; } = 1;

    /// <summary>The width of the noise that a denoising autoencoder learns to take away, in the units of z.</summary>
    public double Blur { get; init; } = 0.1;

    /// <summary>Hamiltonian moves of the mixing variable a draw.</summary>
    public int Moves { get; init; } = 5;

    /// <summary>Fresh draws of the mixing variable that a chain may jump to before every move.</summary>
    public int Jumps { get; init; }

    /// <summary>Leapfrog steps of a move.</summary>
    public int Leapfrogs { get; init; } = 5;

    /// <summary>Their mean size.</summary>
    public double StepSize { get; init; } = 0.2;

    /// <summary>
    /// The family that an implicit posterior's model is judged through: fitted beside it to the same decoder and prior,
    /// by the ELBO, with the rest at rest.
    /// </summary>
    public PosteriorFamily Proposal { get; init; } = PosteriorFamily.Normal;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.AtLeast("ratio steps", Steps, 1);
        Require.Above0("ratio rate", Rate);
        if (Contrast is < 0 or 1) throw new ArgumentException($"contrast: expected 0 or at least 2 draws, got {Contrast}.");
        Require.AtLeast("kernel samples", PriorSamples, 1);
        Require.Above0("ridge", Ridge);
        Require.Above0("bandwidth", Bandwidth);
        Require.Above0("blur", Blur);
        Require.AtLeast("moves", Moves, 1);
        Require.AtLeast("jumps", Jumps, 0);
        Require.AtLeast("leapfrogs", Leapfrogs, 1);
        Require.Above0("inner step", StepSize);
    }
}
