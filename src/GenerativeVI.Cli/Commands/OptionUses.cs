using System.CommandLine;
using System.CommandLine.Parsing;
using GenerativeVI.Conditionals;
using GenerativeVI.Flows;

namespace GenerativeVI.Cli.Commands;

/// <summary>Which options of a training mean something beside which others. One that would change nothing is refused:
/// who gave it expects otherwise.</summary>
internal static class OptionUses
{
    private static readonly Use[] Uses =
    [
        new(["--order"], s => s.Objective.Kind == ObjectiveKind.Renyi,
            "belongs to a Rényi bound; leave it out, or take --objective renyi"),
        new(["--intervals"], s => s.Objective.Kind == ObjectiveKind.Thermodynamic,
            "belongs to a thermodynamic objective; leave it out, or take --objective thermodynamic"),
        new(
            ["--groups"], s => s.Objective.Kind is ObjectiveKind.MultiplyWeighted or ObjectiveKind.PartiallyWeighted,
            "belongs to a bound of groups of draws; leave it out, or take --objective multiply-weighted or partially-weighted"),
        new(["--elbo-share"], s => s.Objective.Kind == ObjectiveKind.CombinedWeighted,
            "belongs to a combined bound; leave it out, or take --objective combined-weighted"),
        new(["--warm-up-shape"], s => s.WarmUp > 0,
            "there is no warm-up to have a shape; leave it out, or give --warm-up"),
        new(["--blocks"], s => s.Model.Networks.Kind == NetworkKind.Residual,
            "belongs to residual networks; leave it out, or take --networks residual"),
        new(
            ["--components"],
            s => s.Model.Prior.Family is PriorFamily.Mixture or PriorFamily.Vamp or PriorFamily.VampData,
            "belongs to a prior of components; leave it out, or take --prior mixture, vamp or vamp-data"),
        new(["--rank"], s => HasPosterior(s, PosteriorFamily.LowRank),
            "belongs to a low-rank posterior; leave it out, or take --posterior low-rank"),
        new(["--codes", "--code-width"], s => s.Model.Posterior.Family == PosteriorFamily.Quantized,
            "belongs to a quantized posterior; leave it out, or take --posterior quantized"),
        .. Flow("flow", s => HasPosterior(s, PosteriorFamily.Flow), s => s.Model.Posterior.Flow,
            "a flow posterior; leave it out, or take --posterior flow"),
        .. Flow("prior-flow", s => s.Model.Prior.Family == PriorFamily.Flow, s => s.Model.Prior.Flow,
            "a flow prior; leave it out, or take --prior flow"),
        new(
            ["--mixing-noise"], s => IsMixed(s) || IsImplicit(s),
            "belongs to a posterior with noise; leave it out, or take --posterior semi-implicit, hierarchical, implicit or implicit-kernel"),
        new(
            ["--mixing-bracket", "--mixing-samples", "--mixing-judged-samples", "--mixing-growth"], IsMixed,
            "belongs to a semi-implicit posterior; leave it out, or take --posterior semi-implicit or hierarchical"),
        new(
            ["--prior-mixing-noise"],
            s => s.Model.Prior.Family is PriorFamily.SemiImplicit or PriorFamily.ImplicitMixing or PriorFamily.Implicit,
            "belongs to a prior with noise; leave it out, or take --prior semi-implicit, implicit-mixing or implicit"),
        new(
            ["--prior-mixing-bracket", "--prior-mixing-samples", "--prior-mixing-judged-samples"],
            s => s.Model.Prior.Family is PriorFamily.SemiImplicit or PriorFamily.ImplicitMixing or PriorFamily.Aggregate,
            "belongs to a semi-implicit prior; leave it out, or take --prior semi-implicit, implicit-mixing or aggregate"),
        new(
            ["--ratio-steps", "--ratio-rate"], s => s.Model.Ratio.Kind is RatioKind.Classifier or RatioKind.Denoising,
            "belongs to a ratio with a network of its own; leave it out, or take --ratio classifier or denoising"),
        new(["--contrast"], s => s.Model.Ratio.Kind == RatioKind.Classifier,
            "belongs to a classifier's ratio; leave it out, or take --ratio classifier"),
        new(["--kernel-samples", "--ridge", "--bandwidth"], s => s.Model.Ratio.Kind == RatioKind.Kernel,
            "belongs to a kernel regression; leave it out, or take --ratio kernel"),
        new(["--blur"], s => s.Model.Ratio.Kind == RatioKind.Denoising,
            "belongs to a denoising autoencoder; leave it out, or take --ratio denoising"),
        new(["--moves", "--jumps", "--leapfrogs", "--inner-step"], s => s.Model.Ratio.Kind == RatioKind.Score,
            "belongs to the unbiased score; leave it out, or take --ratio score"),
        new(["--proposal"], s => IsImplicit(s) || s.Model.Prior.Family == PriorFamily.Implicit,
            "an implicit side alone is judged through a proposal; leave it out, or take --posterior or --prior implicit"),
        new(["--spread", "--min-scale"], s => s.Model.Likelihood.Family == LikelihoodFamily.Gaussian,
            "belongs to a Gaussian likelihood; leave it out, or take --likelihood gaussian"),
        new(
            ["--scale"], s => s.Model.Likelihood is { Family: LikelihoodFamily.Gaussian, Spread: Spread.Fixed },
            "belongs to a Gaussian likelihood whose spread is fixed; leave it out, or take --likelihood gaussian --spread fixed"),
        new(
            ["--levels"],
            s => s.Model.Likelihood.Family is LikelihoodFamily.Categorical or LikelihoodFamily.LogisticMixture,
            "belongs to a likelihood of grey levels; leave it out, or take --likelihood categorical or logistic-mixture"),
        new(["--likelihood-components"], s => s.Model.Likelihood.Family == LikelihoodFamily.LogisticMixture,
            "belongs to a logistic mixture; leave it out, or take --likelihood logistic-mixture"),
    ];

    /// <summary>Options that need another one, which the library checks or which do no harm without it.</summary>
    private static readonly Use[] Beside =
    [
        new(
            ["--mixing-depths"], s => IsMixed(s) || s.Model.Posterior.Family == PosteriorFamily.Implicit,
            "--posterior semi-implicit, hierarchical or implicit"),
        new(["--bottom-up"], s => s.Model.Top > 0, "--top"),
        new(["--class-prior"], s => s.Model.Labels, "--labels"),
        new(["--baseline"], s => s.Gradient.Kind == GradientKind.Score, "--gradient score"),
    ];

    /// <summary>Refuses the first option given that would change nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">The settings that it makes.</param>
    /// <exception cref="UsageException">There is one.</exception>
    public static void Check(ParseResult parsed, RunSettings settings)
    {
        if (settings.Classifier is not null) return;
        foreach (var use in Uses)
        {
            if (use.Names.FirstOrDefault(name =>
                parsed.GetResult(name) is OptionResult { Implicit: false }) is { } given && !use.Means(settings))
                throw new UsageException($"{given}: {use.Sentence}.");
        }
    }

    /// <summary>The options that would change nothing, each with the choice under which it would.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyDictionary<string, string> Unusable(RunSettings settings)
    {
        var found = new Dictionary<string, string>();
        if (settings.Classifier is not null) return found;
        foreach (var use in Uses.Concat(Beside).Where(use => !use.Means(settings)))
        {
            foreach (var name in use.Names) found.TryAdd(name, use.Remedy);
        }
        return found;
    }

    private static IEnumerable<Use> Flow(
        string side, Func<RunSettings, bool> isThere, Func<RunSettings, FlowSettings> flow, string whose)
    {
        string Option(string part) => $"--{side}-{part}";
        string[] parts =
        [
            "steps", "hidden", "activation", "directions", "bins", "bound", "departure", "tolerance",
            "evaluation-tolerance", "trace", "ode-gradient",
        ];
        yield return new([$"--{side}", .. parts.Select(Option)], isThere, $"belongs to {whose}");
        yield return new(
            [Option("hidden")], s => HasNetworks(flow(s).Kind) || flow(s).Kind == FlowKind.Continuous,
            $"this flow has no networks; leave it out, or take --{side} real-nvp, iaf, maf, spline or continuous");
        yield return new(
            [Option("activation")], s => HasNetworks(flow(s).Kind),
            $"this flow has no such networks; leave it out, or take --{side} real-nvp, iaf, maf or spline");
        yield return new(
            [Option("directions")],
            s => flow(s).Kind is FlowKind.SylvesterOrthogonal or FlowKind.SylvesterHouseholder,
            $"belongs to Sylvester flows; leave it out, or take --{side} sylvester-orthogonal");
        yield return new(
            [Option("bins"), Option("bound")], s => flow(s).Kind is FlowKind.Spline or FlowKind.SplineAutoregressive,
            $"belongs to splines; leave it out, or take --{side} spline or spline-autoregressive");
        yield return new(
            [Option("tolerance"), Option("evaluation-tolerance"), Option("trace"), Option("ode-gradient")],
            s => flow(s).Kind == FlowKind.Continuous,
            $"belongs to a continuous flow; leave it out, or take --{side} continuous");
    }

    private static bool HasNetworks(FlowKind kind) =>
        kind is FlowKind.RealNvp or FlowKind.Iaf or FlowKind.Maf or FlowKind.Spline or FlowKind.SplineAutoregressive;

    private static bool IsImplicit(RunSettings settings) =>
        settings.Model.Posterior.Family is PosteriorFamily.Implicit or PosteriorFamily.ImplicitKernel;

    private static bool IsMixed(RunSettings settings) =>
        settings.Model.Posterior.Family is PosteriorFamily.SemiImplicit or PosteriorFamily.Hierarchical;

    private static bool HasPosterior(RunSettings settings, PosteriorFamily family) =>
        settings.Model.Posterior.Family == family
            || ((IsImplicit(settings) || settings.Model.Prior.Family == PriorFamily.Implicit) && settings.Model.Ratio.Proposal == family);

    /// <summary>Options, when they mean something, and what is said when not.</summary>
    private sealed record Use(string[] Names, Func<RunSettings, bool> Means, string Sentence)
    {
        /// <summary>The option and value that the sentence ends with.</summary>
        public string Remedy => Sentence[Sentence.IndexOf("--", StringComparison.Ordinal)..];
    }
}
