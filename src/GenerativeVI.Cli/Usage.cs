using System.CommandLine;
using System.CommandLine.Parsing;

namespace GenerativeVI.Cli;

/// <summary>What is wrong with a command line, in one sentence that leads on.</summary>
internal static class Usage
{
    /// <summary>The first mistake, or null.</summary>
    public static string? Mistake(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        var command = parsed.CommandResult;
        if (parsed.UnmatchedTokens.Count > 0) return Unknown(parsed.UnmatchedTokens[0], command);
        if (command.Command is { Action: null, Subcommands: { Count: > 0 } parts })
            return $"{Prefix(command)}name one of its commands: {string.Join(", ", parts.Select(c => c.Name))}.";
        return parsed.Errors[0].SymbolResult switch
        {
            OptionResult { Tokens.Count: 0, Option: var option } => $"{option.Name}: a value is missing ({option.HelpName}).",
            OptionResult { IdentifierTokenCount: > 1, Option: var option } => $"{option.Name}: given more than once.",
            ArgumentResult { Tokens.Count: 0, Argument: var argument } =>
                $"{Prefix(command)}{argument.Name} is missing; {Path(command)} --help shows what there is.",
            _ => parsed.Errors[0].Message,
        };
    }

    private static string Unknown(string word, CommandResult command)
    {
        var (kind, known) = word.StartsWith('-') ? ("option", OptionNames(command)) : ("command", command.Command.Subcommands.Select(c => c.Name));
        var text = kind == "command" && !known.Any() ? $"{Prefix(command)}unexpected argument \"{word}\"" : $"{Prefix(command)}unknown {kind} {word}";
        return Spelling.Nearest(word, known) is { } nearest ? $"{text}; did you mean {nearest}?" : $"{text}; {Path(command)} --help shows what there is.";
    }

    private static IEnumerable<string> OptionNames(CommandResult command)
    {
        for (var (at, inherited) = (command, false); at is not null; (at, inherited) = (at.Parent as CommandResult, true))
        {
            foreach (var option in at.Command.Options.Where(o => !inherited || o.Recursive)) yield return option.Name;
        }
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "gvi";

    /// <summary>The command's words but "gvi", which begins every error.</summary>
    private static string Prefix(CommandResult command) =>
        command.Parent is CommandResult ? $"{Path(command)["gvi ".Length..]}: " : "";
}
