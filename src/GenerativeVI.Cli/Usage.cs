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
        return Nearest(word, known) is { } nearest ? $"{text}; did you mean {nearest}?" : $"{text}; {Path(command)} --help shows what there is.";
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

    /// <summary>The candidate with the fewest changed letters, if that is at most a third of the word.</summary>
    internal static string? Nearest(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(c => c.distance <= Math.Max(1, Math.Max(word.Length, c.candidate.Length) / 3))
        .OrderBy(c => c.distance).Select(c => c.candidate).FirstOrDefault();

    /// <summary>Letters inserted, removed, replaced, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (Math.Min(i, j) == 0)
                {
                    d[i, j] = Math.Max(i, j);
                    continue;
                }
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
