using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>
/// How a posterior is fitted to a target density. Settings that the posterior does not use are ignored.
/// </summary>
public sealed record TargetSettings
{
    /// <summary>Which posterior and method.</summary>
    public TargetPosterior Posterior { get; init; } = TargetPosterior.Sivi;

    /// <summary>Flow: which. A linear flow is put behind it.</summary>
    public FlowSettings Flow { get; init; } = new(FlowKind.RealNvp, 6) { Activation = Activation.Tanh };

    /// <summary>
    /// The widths of the hidden layers of noise networks, kernels, reverse models and critics, at least one.
    /// </summary>
    public IReadOnlyList<int> Hidden { get; init; } = [60, 60];

    /// <summary>Their nonlinearity.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>
    /// The dimension of the noise, or of ψ where that is the noise; when null D where ψ ~ N(0, I), else D and at least
    /// 10.
    /// </summary>
    public int? Noise { get; init; }

    /// <summary>
    /// S, draws a step, at least 1; KIVI at least 2. When null 64, but 200 for KIVI, whose regression is over them and
    /// from fewer is off by chance.
    /// </summary>
    public int? Samples { get; init; }

    /// <summary>
    /// K of SIVI and IWHVI in training, at least 0, and of the scores of AISIVI and BSIVI, at least 1. When null 50,
    /// but 1000
    /// for BSIVI, whose draws do not know z.
    /// </summary>
    public int? Mixing { get; init; }

    /// <summary>K of the bound that is reported of a semi-implicit posterior, at least 1.</summary>
    public int ReportedMixing { get; init; } = 1000;

    /// <summary>
    /// How near to each other, in nats, the two sides of the ELBO are wanted where a semi-implicit posterior is
    /// sandwiched, above
    /// 0; no sandwich when null.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>Steps, at least 1.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Adam's step size at the start, above 0; <see cref="UsualRate"/> when null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// What the step size is multiplied by every 100 steps, in (0, 1]; when null it falls by half a cosine wave to a
    /// hundredth.
    /// </summary>
    public double? Decay { get; init; }

    /// <summary>
    /// The share of the steps, in [0, 1], in which the target is heated, p̃^β with β rising from 0.05 to 1: from a cold
    /// start a posterior may settle on one mode. No reported number is heated.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>
    /// The standard deviation that the posterior starts with, above 0, but for flows and noise networks.
    /// </summary>
    public double Scale { get; init; } = 1;

    /// <summary>AVB, AR-DAE and SIVI-SM: steps of the critic a step of the posterior, at least 1.</summary>
    public int CriticSteps { get; init; } = 5;

    /// <summary>
    /// KIVI, KSIVI and KPG: what the median of the squared distances among draws is multiplied by to be the kernel's
    /// bandwidth,
    /// above 0; when null, for KIVI alone, what the regression's error on held-out draws says, step by step.
    /// </summary>
    public double? Bandwidth { get; init; } = 1;

    /// <summary>KSIVI and KPG: the kernel.</summary>
    public SteinKernelKind SteinKernel { get; init; } = SteinKernelKind.Gaussian;

    /// <summary>KSIVI and KPG: the power of the Riesz kernel, in (0, 2).</summary>
    public double SteinPower { get; init; } = 1;

    /// <summary>KSIVI: how the discrepancy is estimated from the draws of a step.</summary>
    public SteinStatistic SteinStatistic { get; init; } = SteinStatistic.DistinctPairs;

    /// <summary>PVI: M, at least 1.</summary>
    public int Particles { get; init; } = 100;

    /// <summary>
    /// PVI: the weight λ ≥ 0 of the KL of the particles' distribution from N(0, I), which is also their noise.
    /// </summary>
    public double Regularization { get; init; } = 1e-8;

    /// <summary>The seed of weights and draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether q is semi-implicit.</summary>
    public bool IsSemiImplicit =>
        Posterior is TargetPosterior.Sivi or TargetPosterior.SiviSm or TargetPosterior.Ksivi or TargetPosterior.Kpg
            or TargetPosterior.Pvi
        || IsHierarchical;

    /// <summary>Whether ψ ~ N(0, I).</summary>
    public bool IsHierarchical => Posterior is TargetPosterior.Hvm or TargetPosterior.Iwhvi or TargetPosterior.Uivi
        or TargetPosterior.Aisivi or TargetPosterior.Bsivi;

    /// <summary>Whether q has no density.</summary>
    public bool IsImplicit => Posterior is TargetPosterior.Avb or TargetPosterior.Kivi or TargetPosterior.Ardae;

    /// <summary>S, named or not.</summary>
    internal int Draws => Samples ?? UsualDraws(Posterior);

    /// <summary>K in training, named or not.</summary>
    internal int MixingDraws => Mixing ?? UsualMixing(Posterior);

    /// <summary>The step size at the start, named or not.</summary>
    internal double FirstRate => LearningRate ?? UsualRate(Posterior);

    /// <summary>
    /// The step size at the start where none is named: smaller for what is fitted by scores alone, whose objective is
    /// steep far from the target.
    /// </summary>
    /// <param name="posterior">What is fitted.</param>
    public static double UsualRate(TargetPosterior posterior) => posterior switch
    {
        TargetPosterior.Ksivi => 1e-3,
        TargetPosterior.SiviSm => 3e-3,
        _ => 1e-2,
    };

    /// <summary>K in training where none is named.</summary>
    /// <param name="posterior">What is fitted.</param>
    public static int UsualMixing(TargetPosterior posterior) => posterior == TargetPosterior.Bsivi ? 1000 : 50;

    /// <summary>S where none is named.</summary>
    /// <param name="posterior">What is fitted.</param>
    public static int UsualDraws(TargetPosterior posterior) => posterior == TargetPosterior.Kivi ? 200 : 64;

    /// <summary>The dimension of the noise.</summary>
    /// <param name="dimension">D.</param>
    public int NoiseFor(long dimension) =>
        Noise ?? (IsHierarchical || Posterior == TargetPosterior.Pvi ? (int)dimension : (int)Math.Max(10, dimension));

    /// <summary>Checks the ranges.</summary>
    /// <param name="dimension">D of the target.</param>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate(long dimension)
    {
        Require.AtLeast("steps", Steps, 1);
        Require.AtLeast("samples", Draws, Posterior is TargetPosterior.Kivi or TargetPosterior.Ksivi
            or TargetPosterior.Kpg ? 2 : 1);
        Require.AtLeast("mixing", Mixing, Posterior is TargetPosterior.Aisivi or TargetPosterior.Bsivi ? 1 : 0);
        Require.AtLeast("particles", Particles, 1);
        Require.AtLeast0("regularization", Regularization);
        Require.AtLeast("reported mixing", ReportedMixing, 1);
        Require.AtLeast("noise", Noise, 1);
        Require.AtLeast("critic steps", CriticSteps, 1);
        Require.Above0("learning rate", LearningRate);
        Require.Above0("scale", Scale);
        Require.Above0("tolerance", Tolerance);
        if (Bandwidth is { } bandwidth) Require.Above0("bandwidth", bandwidth);
        if (!(SteinPower is > 0 and < 2))
            throw new ArgumentException($"stein power: expected between 0 and 2, got {SteinPower}.");
        if (Decay is { } decay && !(decay is > 0 and <= 1)) throw new ArgumentException($"decay: expected above 0 and at most 1, got {decay}.");
        if (!(WarmUp is >= 0 and <= 1)) throw new ArgumentException($"warm-up: expected a share between 0 and 1, got {WarmUp}.");
        if (Hidden.Count == 0 || Hidden.Any(width => width < 1)) throw new ArgumentException($"hidden: expected widths of at least 1, got {string.Join(',', Hidden)}.");
        if (Posterior == TargetPosterior.Flow) Require.Flow("flow", Flow);
        if (IsImplicit && NoiseFor(dimension) < dimension)
            throw new ArgumentException($"noise: draws of {dimension} elements made of {Noise} lie in a subspace, where no ratio of densities exists; take at least {dimension}, or the posterior sivi.");
    }

    /// <summary>The step size over hundreds of steps.</summary>
    /// <param name="factor">What it is multiplied by.</param>
    internal Schedule Rate(double factor = 1)
    {
        var first = FirstRate * factor;
        return Decay is { } decay ? new ExponentialDecay(first, decay)
            : new CosineDecay(first, first / 100, Steps / 100.0);
    }
}
