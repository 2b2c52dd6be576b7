using GenerativeVI.Flows;

namespace GenerativeVI;

/// <summary>p(z).</summary>
public sealed record PriorSettings
{
    /// <summary>Its family.</summary>
    public PriorFamily Family { get; init; } = PriorFamily.Standard;

    /// <summary>K, the components of a mixture or the pseudo-inputs of a VampPrior.</summary>
    public int Components { get; init; } = 500;

    /// <summary>The flow of a flow prior.</summary>
    public FlowSettings Flow { get; init; } = new(FlowKind.RealNvp);

    /// <summary>
    /// The mixing of a semi-implicit prior; of an implicit one the noise alone, and of an aggregate posterior the samples alone, the
    /// training rows that a step takes.
    /// </summary>
    public MixingSettings Mixing { get; init; } = new() { Samples = 100 };

    /// <summary>Whether log p(z) is known through draws of its mixing.</summary>
    internal bool IsMixed => Family is PriorFamily.SemiImplicit or PriorFamily.ImplicitMixing;

    /// <summary>Whether p(z|y) is a normal distribution that is learned for every class, in a model with labels; else one prior serves all classes.</summary>
    public bool Labels { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.AtLeast("components", Components, 1);
        Require.Flow("prior flow", Flow);
        Mixing.Validate("prior mixing", 1);
    }
}
