using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of a log-ratio that no density gives.</summary>
internal static class RatioOptions
{
    public static IEnumerable<SettingOption> All(RatioSettings usual) =>
    [
        Of(
            Choice<RatioKind>("--ratio", $"How log p(z) − log q(z|x) is estimated [default: {Name(usual.Kind)}]."),
            (s, v) => Ratio(s, r => r with { Kind = v })),
        Of(
            Whole("--ratio-steps", "N", $"Steps of the ratio's own network for each batch [default: {usual.Steps}]."),
            (s, v) => Ratio(s, r => r with { Steps = v })),
        Of(
            Real(
                "--ratio-rate", "X", "Learning rate of the ratio's own network, as a multiple of the model's [default: "
                    + $"{usual.Rate}]."),
            (s, v) => Ratio(s, r => r with { Rate = v })),
        Of(
            Whole(
                "--contrast", "N",
                "Draws that a classifier's adaptive contrast averages; 0 compares with the prior itself "
                    + $"[default: {usual.Contrast}]."),
            (s, v) => Ratio(s, r => r with { Contrast = v })),
        Of(
            Whole(
                "--kernel-samples", "N", $"Draws of the prior in a kernel regression [default: {usual.PriorSamples}]."),
            (s, v) => Ratio(s, r => r with { PriorSamples = v })),
        Of(
            Real("--ridge", "X", $"The ridge of a kernel regression [default: {usual.Ridge}]."),
            (s, v) => Ratio(s, r => r with { Ridge = v })),
        Of(
            Real(
                "--bandwidth", "X",
                "The kernel's bandwidth, as a multiple of the median squared distance among draws [default: "
                    + $"{usual.Bandwidth}]."),
            (s, v) => Ratio(s, r => r with { Bandwidth = v })),
        Of(
            Real("--blur", "X", $"The width of a denoising autoencoder's noise [default: {usual.Blur}]."),
            (s, v) => Ratio(s, r => r with { Blur = v })),
        Of(
            Whole("--moves", "N", $"Hamiltonian moves of the mixing variable for each draw [default: {usual.Moves}]."),
            (s, v) => Ratio(s, r => r with { Moves = v })),
        Of(
            Whole(
                "--jumps", "N",
                "Fresh draws of the mixing variable that a chain may jump to before each move [default: "
                    + $"{usual.Jumps}]."),
            (s, v) => Ratio(s, r => r with { Jumps = v })),
        Of(
            Whole("--leapfrogs", "N", $"Leapfrog steps in a Hamiltonian move [default: {usual.Leapfrogs}]."),
            (s, v) => Ratio(s, r => r with { Leapfrogs = v })),
        Of(
            Real("--inner-step", "X", $"Mean size of a leapfrog step [default: {usual.StepSize}]."),
            (s, v) => Ratio(s, r => r with { StepSize = v })),
        Of(
            Choice<PosteriorFamily>(
                "--proposal",
                "The posterior with a density through which the model of an implicit one is judged [default: "
                    + $"{Name(usual.Proposal)}]."),
            (s, v) => Ratio(s, r => r with { Proposal = v })),
    ];

    private static RunSettings Ratio(RunSettings settings, Func<RatioSettings, RatioSettings> change) =>
        settings with { Model = settings.Model with { Ratio = change(settings.Model.Ratio) } };
}
