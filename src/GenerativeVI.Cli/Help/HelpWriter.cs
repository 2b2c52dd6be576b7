using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using GenerativeVI.Cli.Commands;

namespace GenerativeVI.Cli.Help;

/// <summary>Writes a command's help for a terminal of some width: no line is longer.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="width">Columns, at least 60.</param>
public sealed class HelpWriter(TextWriter output, int width)
{
    /// <summary>The widest left column; what is longer stands on a line of its own.</summary>
    private const int MostLeft = 28;

    /// <summary>Choices up to this length stand in the left column, longer ones after the description.</summary>
    private const int ShortChoices = 16;

    private static readonly JsonNamingPolicy Kebab = JsonNamingPolicy.KebabCaseLower;

    /// <summary>The help of the command that was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="all">Whether all options are described, or the common ones.</param>
    public void Write(ParseResult parsed, bool all)
    {
        var result = parsed.CommandResult;
        var command = result.Command;
        foreach (var paragraph in (command.Description ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Paragraph(paragraph);
            output.WriteLine();
        }
        Title("Usage");
        Paragraph(Usage(result), "  ", "    ");
        output.WriteLine();
        if (command.Arguments.Count > 0)
        {
            Title("Arguments");
            Rows(command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        }
        if (command.Subcommands.Count > 0)
        {
            Title("Commands");
            Rows(command.Subcommands.Select(sub => (sub.Name, (sub as IBrief)?.Brief ?? sub.Description ?? "")));
        }
        WriteOptions(parsed, Options(result).ToArray(), all);
        if (command is IExemplified exemplified) Examples(exemplified.Examples);
    }

    /// <summary>A text in lines of at most a width; a longer word stands alone on its line.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="columns">The width.</param>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }

    private void WriteOptions(ParseResult parsed, Option[] options, bool all)
    {
        var command = parsed.CommandResult.Command;
        if (command is not IGrouped grouped)
        {
            Title("Options");
            Rows(options.Select(Row));
            return;
        }
        var named = options.ToDictionary(option => option.Name);
        if (!all)
        {
            Title("Common options");
            Rows(Known([.. grouped.Common.Except(grouped.Own), HelpForTerminal.Name], named).Select(Row));
            if (Known(grouped.Own, named).Select(Row).ToArray() is { Length: > 0 } own)
            {
                Title("Options of this method");
                Rows(own);
            }
            Paragraph($"{Path(parsed.CommandResult)} --help all describes all {options.Length} options by group.");
            output.WriteLine();
            return;
        }
        var unusable = grouped.Unusable(parsed);
        foreach (var group in grouped.Groups)
        {
            var members = Known(group.Names, named).ToArray();
            if (members.Length == 0) continue;
            Title(group.Title);
            Rows(members.Where(option => !unusable.ContainsKey(option.Name)).Select(Row));
            var others = members.Where(option => unusable.ContainsKey(option.Name)).ToArray();
            foreach (var rest in others.GroupBy(option => unusable[option.Name]))
                Paragraph($"With {rest.Key} also: {string.Join(", ", rest.Select(o => o.Name))}.", "  ", "    ");
            if (others.Length > 0) output.WriteLine();
        }
        Title("Everywhere");
        Rows(options.Where(option => option.Recursive).Select(Row));
        if (unusable.Count == 0) return;
        var part = unusable.Values.First(remedy => remedy.Contains(' ', StringComparison.Ordinal)).Split(" or ")[0].Split(',')[0];
        Paragraph($"Name a part to see its options: {Path(parsed.CommandResult)} {part} --help all.");
        output.WriteLine();
    }

    private void Examples(IReadOnlyList<string> examples)
    {
        Title("Examples");
        foreach (var example in examples)
        {
            // Where a comment does not fit behind its line it stands above, so that the line can be copied.
            var parts = example.Split(" # ", 2);
            var (line, comment) = (parts[0].TrimEnd(), parts.Length > 1 ? parts[1] : null);
            if (2 + example.Length <= width)
            {
                output.WriteLine($"  {example}");
                continue;
            }
            if (comment is not null) Paragraph($"# {comment}", "  ", "  # ");
            Paragraph(line, "  ", "      ", " \\");
        }
        output.WriteLine();
    }

    private void Title(string title) => output.WriteLine($"{title}:");

    private void Rows(IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        var left = all.Max(row => row.Left.Length <= MostLeft ? row.Left.Length : 0);
        if (left == 0) left = MostLeft;
        foreach (var (name, text) in all)
        {
            var lines = Wrap(text, width - left - 4).ToArray();
            if (name.Length > left) output.WriteLine($"  {name}");
            output.WriteLine($"  {(name.Length > left ? "" : name).PadRight(left)}  {lines[0]}".TrimEnd());
            foreach (var line in lines.Skip(1)) output.WriteLine($"{new string(' ', left + 4)}{line}");
        }
        output.WriteLine();
    }

    private void Paragraph(string text, string first = "", string indent = "", string broken = "")
    {
        var lines = Wrap(text, width - Math.Max(first.Length, indent.Length) - broken.Length).ToArray();
        for (var i = 0; i < lines.Length; i++)
            output.WriteLine($"{(i == 0 ? first : indent)}{lines[i]}{(i < lines.Length - 1 ? broken : "")}");
    }

    private static IEnumerable<Option> Known(IEnumerable<string> names, Dictionary<string, Option> options) =>
        names.Where(options.ContainsKey).Select(name => options[name]);

    private static (string Left, string Right) Row(Option option)
    {
        var (takes, text) = (option.HelpName, option.Description ?? "");
        var isChoice = takes?.Contains('|', StringComparison.Ordinal) == true && option.CompletionSources.Count > 0;
        if (isChoice && takes!.Length > ShortChoices) (takes, text) = ("NAME", WithChoices(text, takes.Split('|')));
        if (!text.Contains("[default:", StringComparison.Ordinal) && Default(option) is { } value)
            text += $" [default: {value}]";
        if (option.Required) text += " [required]";
        var names = string.Join(", ", option.Aliases.Where(alias => alias is "-h").Append(option.Name));
        return (takes is null ? names : $"{names} {takes}", text);
    }

    // Before the default, which ends the sentence.
    private static string WithChoices(string text, string[] choices)
    {
        var at = text.IndexOf(" [default:", StringComparison.Ordinal);
        var (sentence, rest) = at < 0 ? (text.TrimEnd('.'), "") : (text[..at], text[at..].TrimEnd('.'));
        return $"{sentence.TrimEnd('.')}: {string.Join(", ", choices[..^1])} or {choices[^1]}{rest}.";
    }

    private static string? Default(Option option) =>
        option.HasDefaultValue && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } value
            ? FormattableString.Invariant($"{(value is Enum ? Kebab.ConvertName($"{value}") : value)}")
            : null;

    private static string Usage(CommandResult result)
    {
        var command = result.Command;
        List<string> words = [Path(result)];
        if (command.Subcommands.Count > 0) words.Add("[COMMAND]");
        words.AddRange(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name));
        return string.Join(' ', words.Append("[options]"));
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "gvi";

    private static IEnumerable<Option> Options(CommandResult result)
    {
        for (var at = result; at is not null; at = at.Parent as CommandResult)
        {
            var isInherited = at != result;
            foreach (var option in at.Command.Options.Where(o => !o.Hidden && (o.Recursive || !isInherited)))
                yield return option;
        }
    }
}
