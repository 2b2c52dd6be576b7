using System.CommandLine;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Objectives;

namespace GenerativeVI.Cli.Commands;

/// <summary>
/// The options of a posterior that is fitted to a target density; one that means nothing to the posterior is refused.
/// </summary>
internal sealed class TargetOptions
{
    private const TargetPosterior Sivi = TargetPosterior.Sivi, Hvm = TargetPosterior.Hvm, Iwhvi = TargetPosterior.Iwhvi, Uivi = TargetPosterior.Uivi;
    private const TargetPosterior Avb = TargetPosterior.Avb, Kivi = TargetPosterior.Kivi, Ardae = TargetPosterior.Ardae;
    private const TargetPosterior Aisivi = TargetPosterior.Aisivi, Bsivi = TargetPosterior.Bsivi,
        SiviSm = TargetPosterior.SiviSm;
    private const TargetPosterior Ksivi = TargetPosterior.Ksivi, Kpg = TargetPosterior.Kpg, Pvi = TargetPosterior.Pvi;
    private static readonly TargetSettings Usual = new();
    private static readonly TargetPosterior[] All = Enum.GetValues<TargetPosterior>();
    private static readonly TargetPosterior[] WithNetworks =
        [Sivi, Hvm, Iwhvi, Uivi, Aisivi, Bsivi, SiviSm, Ksivi, Kpg, Pvi, Avb, Kivi, Ardae];
    private static readonly TargetPosterior[] AtMode = [TargetPosterior.Laplace, TargetPosterior.LaplaceDiagonal];
    private static readonly TargetPosterior[] Direct =
        [TargetPosterior.Bam, TargetPosterior.Gsm, TargetPosterior.Pathfinder];
    private static readonly TargetPosterior[] Stepping = [.. All.Except(AtMode)],
        Optimized = [.. Stepping.Except(Direct)];

    private readonly Option<TargetPosterior> posterior = OptionKinds.Choice<TargetPosterior>(
        "--posterior", $"The family and its method [default: {OptionKinds.Name(Usual.Posterior)}].");
    private readonly Option<long> seed = OptionKinds.Long(
        "--seed", "N", $"The seed of weights and draws [default: {Usual.Seed}].");
    private readonly List<(Option Option, TargetPosterior[] For, Func<ParseResult, TargetSettings, TargetSettings> Put)> parts = [];

    public TargetOptions()
    {
        posterior.DefaultValueFactory = _ => Usual.Posterior;
        Add(seed, All, (s, v) => s with { Seed = v });
        Add(OptionKinds.Whole("--steps", "N", $"Steps [default: {Usual.Steps}]."), Stepping,
            (s, v) => s with { Steps = v });
        Add(OptionKinds.Real("--lr", "RATE",
            $"The step size at the start; it falls to a hundredth [default: {Text(TargetSettings.UsualRate(Sivi))}, "
                + $"sivi-sm {Text(TargetSettings.UsualRate(SiviSm))}, ksivi {Text(TargetSettings.UsualRate(Ksivi))}]."),
            Optimized,
            (s, v) => s with { LearningRate = v });
        Add(OptionKinds.Whole("--samples", "S",
            $"Draws in a step [default: {TargetSettings.UsualDraws(Usual.Posterior)}, "
                + $"kivi {TargetSettings.UsualDraws(Kivi)}]."),
            Stepping, (s, v) => s with { Samples = v });
        Add(
            OptionKinds.Real(
                "--warm-up", "SHARE",
                "The share of the steps in which the target is heated, so that every mode is found; reported "
                    + "numbers are not [default: 0]."),
            [.. Stepping.Except([TargetPosterior.Pathfinder])], (s, v) => s with { WarmUp = v });
        Add(
            OptionKinds.Real(
                "--scale", "X", $"The standard deviation that the posterior starts with [default: {Text(Usual.Scale)}]."),
            [.. All.Except([TargetPosterior.Flow, Avb, Kivi, Ardae])], (s, v) => s with { Scale = v });
        Add(OptionKinds.Choice<FlowKind>("--flow", $"The flow [default: {OptionKinds.Name(Usual.Flow.Kind)}]."), [TargetPosterior.Flow], (s, v) => s with { Flow = s.Flow with { Kind = v } });
        Add(OptionKinds.Whole("--flow-steps", "N", $"Flow steps in a chain [default: {Usual.Flow.Steps}]."), [TargetPosterior.Flow], (s, v) => s with { Flow = s.Flow with { Steps = v } });
        Add(
            OptionKinds.Wholes("--hidden", "N,N…", $"Widths of the hidden layers of networks [default: {string.Join(',', Usual.Hidden)}].", "widths with commas, such as 60,60", none: false),
            WithNetworks, (s, v) => s with { Hidden = v });
        Add(OptionKinds.Whole("--noise", "N",
            "Dimensions of the noise that is mixed over [default: the target's for hvm, iwhvi, uivi, aisivi, bsivi and "
                + "pvi, else at least 10]."),
            WithNetworks, (s, v) => s with { Noise = v });
        Add(OptionKinds.Whole("--mixing-samples", "K",
            "Mixing draws in the bound or the score during training [default: "
                + $"{TargetSettings.UsualMixing(Sivi)}, bsivi {TargetSettings.UsualMixing(Bsivi)}]."),
            [Sivi, Iwhvi, Aisivi, Bsivi], (s, v) => s with { Mixing = v });
        Add(OptionKinds.Whole("--reported-samples", "K",
            $"Mixing draws in the reported bound [default: {Usual.ReportedMixing}]."),
            [Sivi, Hvm, Iwhvi, Uivi, Aisivi, Bsivi, SiviSm, Ksivi, Kpg], (s, v) => s with { ReportedMixing = v });
        Add(
            OptionKinds.Real(
                "--bandwidth", "X",
                "The kernel's bandwidth, times the median of the squared distances among draws [default: "
                    + $"{Text(Usual.Bandwidth!.Value)}]."),
            [Kivi, Ksivi, Kpg], (s, v) => s with { Bandwidth = v });
        Add(
            OptionKinds.Flag(
                "--find-bandwidth",
                "Let the regression's error on held-out draws say the bandwidth, at every step anew and at "
                    + "several times the price."),
            [Kivi], (s, v) => s with { Bandwidth = v ? null : s.Bandwidth });
        Add(OptionKinds.Whole("--critic-steps", "N",
            $"Steps of the critic for each step of the posterior [default: {Usual.CriticSteps}]."),
            [SiviSm, Avb, Ardae], (s, v) => s with { CriticSteps = v });
        Add(
            OptionKinds.Real(
                "--tolerance", "NATS",
                "Also bound the ELBO from both sides, with mixing draws that double until they are so near "
                    + "[default: no]."),
            [Sivi, Hvm, Iwhvi, Uivi, Aisivi, Bsivi, SiviSm, Ksivi, Kpg], (s, v) => s with { Tolerance = v });
        Add(
            OptionKinds.Choice<SteinKernelKind>("--stein-kernel",
                $"The kernel between draws [default: {OptionKinds.Name(Usual.SteinKernel)}]."),
            [Ksivi, Kpg], (s, v) => s with { SteinKernel = v });
        Add(OptionKinds.Real("--stein-power", "P",
            $"The power of the Riesz kernel, between 0 and 2 [default: {Text(Usual.SteinPower)}]."), [Ksivi, Kpg],
            (s, v) => s with { SteinPower = v });
        Add(
            OptionKinds.Choice<SteinStatistic>("--stein-statistic",
                "Which pairs of draws the discrepancy is a mean over [default: "
                    + $"{OptionKinds.Name(Usual.SteinStatistic)}]."),
            [Ksivi], (s, v) => s with { SteinStatistic = v });
        Add(OptionKinds.Whole("--particles", "M", $"Particles [default: {Usual.Particles}]."), [Pvi],
            (s, v) => s with { Particles = v });
        Add(OptionKinds.Real("--regularization", "X",
            $"The weight of the particles' KL from N(0, I), and their noise [default: {Text(Usual.Regularization)}]."),
            [Pvi], (s, v) => s with { Regularization = v });
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> Options => [posterior, .. parts.Select(part => part.Option)];

    /// <summary>The settings that they make.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="dimension">D of the target, where it is known yet.</param>
    /// <exception cref="UsageException">An option is out of range or means nothing to the posterior.</exception>
    public TargetSettings Settings(ParseResult parsed, long dimension = 1)
    {
        var settings = Usual with { Posterior = parsed.GetValue(posterior) };
        foreach (var (option, families, put) in parts)
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            if (!families.Contains(settings.Posterior))
                throw new UsageException($"{option.Name}: means nothing to the posterior {OptionKinds.Name(settings.Posterior)}; leave it out, or take --posterior {Families(families)}.");
            settings = put(parsed, settings);
        }
        try
        {
            settings.Validate(dimension);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        return settings;
    }

    /// <summary>The options that mean nothing to the posterior, each with the posteriors to which it does.</summary>
    /// <param name="parsed">The command line, perhaps with mistakes.</param>
    public IReadOnlyDictionary<string, string> Unusable(ParseResult parsed)
    {
        var chosen = parsed.GetResult(posterior) is { Errors: var errors } && !errors.Any()
            ? parsed.GetValue(posterior)
            : Usual.Posterior;
        return parts.Where(part => !part.For.Contains(chosen))
            .ToDictionary(part => part.Option.Name, part => $"--posterior {Families(part.For)}");
    }

    private static string Families(TargetPosterior[] families) =>
        string.Join(" or ", families.Select(OptionKinds.Name));

    /// <summary>A bound in words.</summary>
    public static string Words(Estimate? bound) => bound is null
        ? "no bound (an implicit posterior has no density, and what its method estimates bounds nothing)"
        : FormattableString.Invariant($"{bound.Relation} {bound.Value:F3} nats ({bound.Kind}, {(double.IsNaN(bound.StandardError) ? Estimate.NoError : FormattableString.Invariant($"± {bound.StandardError:F3}"))})");

    /// <summary>A bound as JSON.</summary>
    public static JsonObject? Object(Estimate? bound) => bound is null
        ? null
        : new JsonObject { ["value"] = bound.Value, ["kind"] = bound.Kind, ["standard_error"] = Results.Number(bound.StandardError) };

    /// <summary>
    /// Puts the share of clamped ratios into a result, where the method clamps, and says what it means where it is
    /// large.
    /// </summary>
    public static void TellClamped(Channels channels, JsonObject result, double? share)
    {
        if (share is null) return;
        result["clamped_share"] = Results.Number(share.Value);
        if (ClampedRatios.Sentence(share) is { } warning) channels.Talk.WriteLine(warning);
    }

    /// <summary>Puts the ELBO's two sides into a result, where they were asked for, and says them.</summary>
    public static void TellSandwich(Channels channels, JsonObject result, TargetBounds? bounds)
    {
        if (bounds is null) return;
        var elbo = bounds.Elbo;
        result["elbo_between"] = new JsonObject
        {
            ["lower"] = elbo.Lower, ["lower_standard_error"] = Results.Number(elbo.LowerError),
            ["upper"] = elbo.Upper, ["upper_standard_error"] = Results.Number(elbo.UpperError),
            ["mixing_samples"] = bounds.MixingSamples, ["narrow"] = bounds.IsNarrow,
        };
        var most = bounds.IsNarrow ? "" : ", the most that are tried";
        channels.Talk.WriteLine(
            FormattableString.Invariant($"The ELBO is {elbo}, by {bounds.MixingSamples} mixing draws{most}."));
    }

    /// <summary>Progress on standard error and output as every run shows it.</summary>
    public static IProgress<double> Progress(Channels channels) => new Tenths(channels.Talk);

    private void Add<T>(Option<T> option, TargetPosterior[] families, Func<TargetSettings, T, TargetSettings> put) =>
        parts.Add((option, families, (parsed, settings) => put(settings, parsed.GetValue(option)!)));

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes a line at every tenth of the way, in order.</summary>
    private sealed class Tenths(TextWriter to) : IProgress<double>
    {
        private int told;

        public void Report(double value)
        {
            var tenth = (int)(10 * value);
            if (tenth <= told) return;
            to.WriteLine($"{10 * (told = tenth)} %");
        }
    }
}
