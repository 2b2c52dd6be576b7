using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GenerativeVI.Cli.Commands;

/// <summary>Options by what they take; each says in one sentence what it expected and got.</summary>
internal static class OptionKinds
{
    // No machine can use more threads, and some systems fail to start them in ways that cannot be caught.
    private const int MostThreads = 1024;

    public delegate bool TryParse<T>(string text, out T value);

    /// <summary>--json, the same for every command that reports numbers.</summary>
    public static Option<bool> Json() => Flag(
        "--json", "End standard output with one JSON object; the rest goes to standard error.");

    /// <summary>--threads, for whatever computes.</summary>
    public static Option<int> Threads() => Of(
        "--threads", "N", "CPU threads for one operation [default: the processor's cores].", $"a whole number up to {MostThreads}",
        (string text, out int value) => TryWhole(text, out value) && value <= MostThreads);

    /// <summary>--device, for whatever computes.</summary>
    public static Option<string> Device() =>
        OneOf("--device", ["auto", "cpu", "cuda"], "Where to compute; auto uses cuda where it can [default: auto].", name => name);

    /// <summary>--data-dir, for whatever reads the data of a stored run.</summary>
    public static Option<string> DataFolder() => Text(
        "--data-dir", "DIR", "The folder to search first for the run's data [default: the run's own].");

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string> Text(string name, string takes, string description) =>
        Of(name, takes, description, "some text", (string text, out string value) => (value = text).Length > 0);

    public static Option<int> Whole(string name, string takes, string description) =>
        Of<int>(name, takes, description, "a whole number", TryWhole);

    public static Option<long> Long(string name, string takes, string description) =>
        Of<long>(name, takes, description, "a whole number", TryLong);

    public static Option<double> Real(string name, string takes, string description) =>
        Of<double>(name, takes, description, "a number", TryReal);

    /// <summary>Whole numbers with commas between them, or "none" where that is allowed.</summary>
    public static Option<int[]> Wholes(string name, string takes, string description, string expected, bool none) =>
        Of(name, takes, description, expected, (string text, out int[] value) => TryWholes(text, none, out value));

    /// <summary>A name of an enumeration, in kebab-case as in run.json.</summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum =>
        NamedChoice(name, description, Enum.GetValues<T>().ToDictionary(Name));

    /// <summary>A value of an enumeration as options and run.json write it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>One of some values by its name.</summary>
    public static Option<T> NamedChoice<T>(string name, string description, IReadOnlyDictionary<string, T> values) =>
        OneOf(name, [.. values.Keys], description, text => values[text]);

    /// <summary>An encoding of text, by one of its names.</summary>
    public static Option<Encoding> Encoding(string name, string description) =>
        Of<Encoding>(name, "NAME", description, "an encoding such as latin1, windows-1252, utf-16 or gb18030", TryEncoding);

    /// <summary>Whether an option stands on the command line, and is not a default.</summary>
    public static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>A number of things.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    public static int AtLeastOne(ParseResult parsed, Option<int> option)
    {
        var value = parsed.GetValue(option);
        return value >= 1 ? value : throw new UsageException($"{option.Name}: expected at least 1, got {value}.");
    }

    /// <summary>A scale or a rate.</summary>
    /// <exception cref="UsageException">It is not above 0, or not finite.</exception>
    public static double Positive(ParseResult parsed, Option<double> option)
    {
        var value = parsed.GetValue(option);
        return value is > 0 and < double.PositiveInfinity ? value : throw new UsageException($"{option.Name}: expected above 0, got {value}.");
    }

    private static Option<T> OneOf<T>(string name, string[] names, string description, Func<string, T> value)
    {
        var option = Of(name, string.Join('|', names), description, $"{string.Join(", ", names[..^1])} or {names[^1]}", (string text, out T chosen) =>
        {
            var known = names.Contains(text);
            chosen = known ? value(text) : default!;
            return known;
        });
        option.CompletionSources.Add(names);
        return option;
    }

    private static Option<T> Of<T>(string name, string takes, string description, string expected, TryParse<T> parse) => new(name)
    {
        HelpName = takes,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (parse(text, out var value)) return value;
            result.AddError($"{name}: expected {expected}, got \"{text}\".");
            return default;
        },
    };

    private static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryLong(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryReal(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool TryEncoding(string text, out Encoding value)
    {
        // Those of other systems and of before Unicode are not there by themselves.
        System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            value = System.Text.Encoding.GetEncoding(text);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            value = System.Text.Encoding.UTF8;
            return false;
        }
    }

    private static bool TryWholes(string text, bool none, out int[] values)
    {
        values = [];
        if (none && text == "none") return true;
        var parts = text.Split(',');
        values = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryWhole(parts[i].Trim(), out values[i])) return false;
        }
        return true;
    }
}
