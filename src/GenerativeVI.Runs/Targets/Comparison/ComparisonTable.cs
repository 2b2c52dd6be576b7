using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GenerativeVI;

/// <summary>A comparison as one table of comma-separated values, a line a cell.</summary>
public static class ComparisonTable
{
    private static readonly (string Name, Func<ComparisonCell, IFormattable?> Of)[] Numbers =
    [
        ("dimension", cell => cell.Dimension), ("steps", cell => cell.Steps), ("seconds", cell => cell.Seconds),
            ("gradients", cell => cell.Gradients), ("memory_mib", cell => cell.Memory),
        ("log_z", cell => cell.LogIntegral), ("elbo", cell => cell.Elbo?.Value),
            ("elbo_error", cell => cell.Elbo?.StandardError), ("log_z_lower", cell => cell.Lower?.Value),
        ("log_z_lower_error", cell => cell.Lower?.StandardError), ("log_z_upper", cell => cell.Upper?.Value),
            ("log_z_upper_error", cell => cell.Upper?.StandardError),
        ("pareto_k", cell => cell.TailShape), ("means", cell => cell.Means), ("deviations", cell => cell.Deviations),
            ("correlations", cell => cell.Correlations),
        ("worst_mean", cell => cell.WorstMean), ("worst_deviation", cell => cell.WorstDeviation),
            ("mmd2", cell => cell.MeanDiscrepancy), ("sliced_wasserstein", cell => cell.SlicedWasserstein),
        ("c2st", cell => cell.Classifier), ("ksd", cell => cell.SteinDiscrepancy), ("ksd_p", cell => cell.SteinPValue),
            ("stein_identity", cell => cell.SteinIdentity),
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="cells">The cells.</param>
    /// <returns>The file's text.</returns>
    public static string Write(IEnumerable<ComparisonCell> cells)
    {
        var text = new StringBuilder("target,family,outcome,").AppendJoin(',', Numbers.Select(number => number.Name))
            .Append(",reference,reason\n");
        foreach (var cell in cells)
        {
            text.Append(cell.Target).Append(',').Append(Word(cell.Family.ToString())).Append(',')
                .Append(Word(cell.Outcome.ToString())).Append(',')
                .AppendJoin(',', Numbers.Select(number => Text(number.Of(cell)))).Append(',')
                    .Append(Quoted(cell.Reference)).Append(',').Append(Quoted(cell.Reason)).Append('\n');
        }
        return text.ToString();
    }

    internal static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Text(IFormattable? number) => number switch
    {
        null or double.NaN => "",
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        var other => other.ToString(null, CultureInfo.InvariantCulture),
    };

    private static string Quoted(string? text) => text is null ? ""
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
