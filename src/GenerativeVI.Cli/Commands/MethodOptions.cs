using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of what is maximized, and how its gradient is estimated.</summary>
internal static class MethodOptions
{
    public static IEnumerable<SettingOption> All(RunSettings usual) =>
    [
        Of(
            Choice<ObjectiveKind>("--objective", $"What is maximized [default: {Name(usual.Objective.Kind)}]."),
            (s, v) => Objective(s, o => o with { Kind = v })),
        Of(
            Whole(
                "--samples", "S", $"Posterior draws for each image in training [default: {usual.Objective.Samples}]."),
            (s, v) => Objective(s, o => o with { Samples = v })),
        Of(
            Whole(
                "--groups", "M", "Groups of draws in a multiply or partially weighted bound [default: "
                    + $"{usual.Objective.Groups}]."),
            (s, v) => Objective(s, o => o with { Groups = v })),
        Of(
            Real("--elbo-share", "X", $"The ELBO's share in a combined bound [default: {usual.Objective.ElboShare}]."),
            (s, v) => Objective(s, o => o with { ElboShare = v })),
        Of(
            Real("--order", "X", $"The order α of a Rényi bound [default: {usual.Objective.Order}]."),
            (s, v) => Objective(s, o => o with { Order = v })),
        Of(
            Whole(
                "--intervals", "N",
                $"The intervals of a thermodynamic objective [default: {usual.Objective.Intervals}]."),
            (s, v) => Objective(s, o => o with { Intervals = v })),
        Of(
            Real(
                "--free-bits", "X",
                "Nats of KL that each latent dimension may use free of charge; reported numbers include them "
                    + $"[default: {usual.Objective.FreeBits}]."),
            (s, v) => Objective(s, o => o with { FreeBits = v })),
        Of(
            Real(
                "--beta", "X", "The weight of the KL after any warm-up; reported numbers are never weighted [default: "
                    + $"{usual.Objective.Beta}]."),
            (s, v) => Objective(s, o => o with { Beta = v })),
        Of(
            Choice<KlForm>("--kl", $"How the KL to the prior is computed [default: {Name(usual.Objective.Kl)}]."),
            (s, v) => Objective(s, o => o with { Kl = v })),
        Of(
            Choice<GradientKind>(
                "--gradient", $"How the gradient through the draws is estimated [default: {Name(usual.Gradient.Kind)}]."),
            (s, v) => s with { Gradient = s.Gradient with { Kind = v } }),
        Of(
            Choice<BaselineKind>(
                "--baseline", "What is subtracted from a score function's signal [default: "
                    + $"{Name(usual.Gradient.Baseline)}]."),
            (s, v) => s with { Gradient = s.Gradient with { Baseline = v } }),
    ];

    private static RunSettings Objective(RunSettings settings, Func<ObjectiveSettings, ObjectiveSettings> change) =>
        settings with { Objective = change(settings.Objective) };
}
