using GenerativeVI.Data;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that say of files of images what they do not say themselves.</summary>
internal static class ReadingOptions
{
    public static IEnumerable<SettingOption> All() =>
    [
        SettingOption.Of(
            Real("--white", "X", "The number that is white [default: 1 where nothing exceeds it, 255 where whole numbers go beyond 2; anything else must be said]."),
            (s, v) => Reading(s, r => r with { White = v })),
        SettingOption.Of(
            Wholes("--resize", "H,W", "Bring pictures of different sizes to this one.", "a height and a width, such as 28,28", none: false),
            (s, v) => Reading(s, r => r with { Resize = [.. v.Select(length => (long)length)] })),
        SettingOption.Of(Flag("--gray", "Turn images in colour gray."), (s, v) => Reading(s, r => r with { Gray = v })),
        SettingOption.Of(
            Choice<LabelColumn>("--label-column", "Where the labels of a csv file stand [default: where its header says]."),
            (s, v) => Reading(s, r => r with { Labels = v })),
        SettingOption.Of(Text("--key", "NAME", "The array of an npz file that holds the images [default: its only one]."), (s, v) => Reading(s, r => r with { Key = v })),
    ];

    private static RunSettings Reading(RunSettings settings, Func<ReadingSettings, ReadingSettings> change) => settings with { Reading = change(settings.Reading) };
}
