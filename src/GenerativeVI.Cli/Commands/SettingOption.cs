using System.CommandLine;

namespace GenerativeVI.Cli.Commands;

/// <summary>An option and the setting that it sets.</summary>
/// <param name="Option">The option.</param>
/// <param name="Apply">The settings with what the command line says of it; as they were where it says nothing.</param>
internal sealed record SettingOption(Option Option, Func<ParseResult, RunSettings, RunSettings> Apply)
{
    public static SettingOption Of<T>(Option<T> option, Func<RunSettings, T, RunSettings> with) =>
        new(option, (parsed, all) => parsed.GetResult(option) is { Implicit: false } ? with(all, parsed.GetValue(option)!) : all);
}
