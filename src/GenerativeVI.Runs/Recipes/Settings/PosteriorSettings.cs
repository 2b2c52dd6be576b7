using GenerativeVI.Flows;

namespace GenerativeVI;

/// <summary>q(z|x).</summary>
public sealed record PosteriorSettings
{
    /// <summary>Its family.</summary>
    public PosteriorFamily Family { get; init; } = PosteriorFamily.Normal;

    /// <summary>The rank of a low-rank posterior.</summary>
    public int Rank { get; init; } = 2;

    /// <summary>K, the codes of a quantized posterior.</summary>
    public int Codes { get; init; } = 256;

    /// <summary>The elements of a code: z has latent / width positions.</summary>
    public int CodeWidth { get; init; } = 4;

    /// <summary>The flow of a flow posterior.</summary>
    public FlowSettings Flow { get; init; } = new(FlowKind.Iaf);

    /// <summary>The mixing of a semi-implicit or hierarchical posterior; of implicit ones the noise alone.</summary>
    public MixingSettings Mixing { get; init; } = new();

    /// <summary>How many layers of a noise network get noise, each its own, from the first that does on.</summary>
    public int MixingDepths { get; init; } = 1;

    /// <summary>The epochs over which the K of its bracket grows in stages: 0, K/10, K/2 and at last K; 0 for K from the start.</summary>
    public double MixingGrowth { get; init; }

    /// <summary>With two levels, whether z₁ next to the data is drawn first, q(z₁|x) q(z₂|x, z₁), instead of in the prior's order, q(z₂|x) q(z₁|x, z₂).</summary>
    public bool BottomUp { get; init; }

    /// <summary>Whether q(z|x) can only be drawn from.</summary>
    internal bool IsImplicit => Family is PosteriorFamily.Implicit or PosteriorFamily.ImplicitKernel;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.AtLeast("rank", Rank, 1);
        Require.AtLeast("codes", Codes, 2);
        Require.AtLeast("code width", CodeWidth, 1);
        Require.Flow("flow", Flow);
        Mixing.Validate("mixing", 0);
        Require.AtLeast("mixing depths", MixingDepths, 1);
        Require.AtLeast0("mixing growth", MixingGrowth, " epochs");
    }
}
