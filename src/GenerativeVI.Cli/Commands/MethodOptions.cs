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
            Whole("--samples", "S", $"Draws of the posterior an image in training [default: {usual.Objective.Samples}]."),
            (s, v) => Objective(s, o => o with { Samples = v })),
        Of(
            Real("--beta", "X", $"The weight of the KL after any warm-up; reported numbers are never weighted [default: {usual.Objective.Beta}]."),
            (s, v) => Objective(s, o => o with { Beta = v })),
        Of(
            Choice<KlForm>("--kl", $"How the KL to the prior is found [default: {Name(usual.Objective.Kl)}]."),
            (s, v) => Objective(s, o => o with { Kl = v })),
    ];

    private static RunSettings Objective(RunSettings settings, Func<ObjectiveSettings, ObjectiveSettings> change) => settings with { Objective = change(settings.Objective) };
}
