using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Commands;

/// <summary>--prior-mean: w̃ as a number, as a file of numbers, or learned.</summary>
internal static class PriorMeanOption
{
    private const string Learned = "learned";

    /// <param name="file">What a file holds, for the help.</param>
    public static Option<string> Make(string file) => OptionKinds.Text(
        "--prior-mean", $"X|FILE|{Learned}",
        $"The mean of the weights' prior: a number, a file {file}, or learned, where the evidence is greatest [default: 0].");

    /// <summary>The settings with it, where it stands on the command line.</summary>
    /// <exception cref="DataException">The file is missing, or is not one of numbers.</exception>
    public static TableSettings With(ParseResult parsed, Option<string> option, TableSettings settings)
    {
        if (parsed.GetValue(option) is not { } text) return settings;
        if (text == Learned) return settings with { LearnsPriorMean = true };
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return settings with { PriorMean = [double.IsFinite(number) ? number : throw new UsageException($"--prior-mean: expected a finite number, got {text}.")] };
        if (!File.Exists(text)) throw new UsageException($"--prior-mean: expected a number, the name of a file, or {Learned}, got \"{text}\".");
        var values = CsvReader.Read(text).Values;
        return settings with { PriorMean = [.. MemoryMarshal.Cast<byte, float>(values.Bytes).ToArray().Select(value => (double)value)] };
    }
}
