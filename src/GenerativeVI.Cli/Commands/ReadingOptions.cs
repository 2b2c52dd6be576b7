using GenerativeVI.Data;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that say of files of images what they do not say themselves.</summary>
internal static class ReadingOptions
{
    public static IEnumerable<SettingOption> All() =>
    [
        SettingOption.Of(
            Real(
                "--white", "X",
                "The number that means white [default: 1 where no number exceeds it, 255 where whole numbers "
                    + "exceed 2; otherwise required]."),
            (s, v) => Reading(s, r => r with { White = v })),
        SettingOption.Of(
            Wholes("--resize", "H,W", "Resize all pictures to this size.", "a height and a width, such as 28,28", none: false),
            (s, v) => Reading(s, r => r with { Resize = [.. v.Select(length => (long)length)] })),
        SettingOption.Of(
            Flag("--gray", "Convert colour images to gray."),
            (s, v) => Reading(s, r => r with { Gray = v })),
        SettingOption.Of(
            Choice<LabelColumn>(
                "--label-column", "The column of a csv file that holds the labels [default: as its header says]."),
            (s, v) => Reading(s, r => r with { Labels = v })),
        SettingOption.Of(
            Text("--key", "NAME", "The array of an npz file that holds the images [default: its only one]."),
            (s, v) => Reading(s, r => r with { Key = v })),
    ];

    private static RunSettings Reading(RunSettings settings, Func<ReadingSettings, ReadingSettings> change) =>
        settings with { Reading = change(settings.Reading) };
}
