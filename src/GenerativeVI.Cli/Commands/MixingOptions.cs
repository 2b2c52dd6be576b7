using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of a semi-implicit side's mixing.</summary>
internal static class MixingOptions
{
    /// <param name="side">"mixing" for the posterior's, "prior-mixing" for the prior's.</param>
    /// <param name="of">Whose, for the help.</param>
    /// <param name="usual">The settings without any option.</param>
    /// <param name="with">Puts a change into the settings.</param>
    public static IEnumerable<SettingOption> All(string side, string of, MixingSettings usual, Func<RunSettings, Func<MixingSettings, MixingSettings>, RunSettings> with) =>
    [
        Of(
            Whole($"--{side}-noise", "N", $"Dimensions of the noise in {of} [default: {usual.Noise}]."),
            (s, v) => with(s, m => m with { Noise = v })),
        Of(
            Choice<BracketKind>($"--{side}-bracket", $"How the density of {of} is bounded [default: {Name(usual.Bracket)}]."),
            (s, v) => with(s, m => m with { Bracket = v })),
        Of(
            Whole($"--{side}-samples", "K", $"Mixing draws in that bound during training [default: {usual.Samples}]."),
            (s, v) => with(s, m => m with { Samples = v })),
        Of(
            Whole($"--{side}-judged-samples", "K", "Mixing draws in that bound when the model is judged, shared by the draws of an image "
                + "[default: as in training, fresh for every draw of z]."),
            (s, v) => with(s, m => m with { JudgedSamples = v })),
    ];
}
