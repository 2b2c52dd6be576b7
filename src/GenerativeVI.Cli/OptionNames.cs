using System.Text.Json;
using System.Text.RegularExpressions;

namespace GenerativeVI.Cli;

/// <summary>The options by which this program sets what sentences of the library name by its property, such as
/// Model.Labels, or with a value, Objective.Kl = Draws.</summary>
internal static partial class OptionNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["RunSettings.Batch"] = "--batch",
        ["RunSettings.DataDirectory"] = "--data-dir",
        ["RunSettings.Device"] = "--device",
        ["RunSettings.ImageShape"] = "--shape",
        ["RunSettings.TestRows"] = "--test-rows",
        ["RunSettings.WarmUp"] = "--warm-up",
        ["Model.Labels"] = "--labels",
        ["Model.Latent"] = "--latent",
        ["Model.Likelihood.Levels"] = "--levels",
        ["Model.Networks.Hidden"] = "--hidden",
        ["Model.Posterior.BottomUp"] = "--bottom-up",
        ["Model.Posterior.CodeWidth"] = "--code-width",
        ["Model.Posterior.MixingDepths"] = "--mixing-depths",
        ["Model.Prior.Family"] = "--prior",
        ["Model.Prior.Labels"] = "--class-prior",
        ["Model.Prior.Mixing.Bracket"] = "--prior-mixing-bracket",
        ["Model.Ratio.Contrast"] = "--contrast",
        ["Model.Ratio.Kind"] = "--ratio",
        ["Model.Top"] = "--top",
        ["Objective.Beta"] = "--beta",
        ["Objective.FreeBits"] = "--free-bits",
        ["Objective.Kl"] = "--kl",
        ["Objective.Samples"] = "--samples",
        ["Gradient.Baseline"] = "--baseline",
        ["Gradient.Kind"] = "--gradient",
        ["Optimization.OnNonFinite"] = "--on-non-finite",
        ["Reading.White"] = "--white",
        ["Selection.Rows"] = "--validation",
        ["ClassifierSettings.Sparse = false"] = "--dense",
        ["EvaluationSettings.MixingSamples"] = "--mixing-samples",
        ["FlowSettings.Trace"] = "--flow-trace",
        ["ImageOptions.DataDirectory"] = "--data-dir",
        ["ImageOptions.Key"] = "--key",
        ["ImageOptions.Labels"] = "--label-column",
        ["ImageOptions.Resize"] = "--resize",
        ["ImageOptions.White"] = "--white",
        ["TableOptions.Encoding"] = "--encoding",
        ["TableOptions.Header = false"] = "--header no",
        ["TableOptions.Header = true"] = "--header yes",
        ["TableOptions.Numbers"] = "--numbers",
        ["TableOptions.Without"] = "--without",
        ["Experiment.Resume"] = "--resume",
        ["RunFolder.Path"] = "--out",
    };

    /// <summary>A sentence with options in the place of properties.</summary>
    /// <param name="sentence">Of the library.</param>
    public static string In(string sentence) =>
        sentence.Contains('.', StringComparison.Ordinal) ? Property().Replace(sentence, Named) : sentence;

    private static string Named(Match match)
    {
        if (Known.TryGetValue(match.Value, out var whole)) return whole;
        if (!Known.TryGetValue(match.Groups[1].Value, out var option)) return match.Value;
        return match.Groups[2] is { Success: true, Value: var value } ? $"{option} {Word(value)}" : option;
    }

    // A member of an enumeration; numbers stay as they are.
    private static string Word(string value) =>
        char.IsAsciiLetterUpper(value[0]) ? JsonNamingPolicy.KebabCaseLower.ConvertName(value) : value;

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)+)\b(?: = (\w+(?:\.\d+)?))?")]
    private static partial Regex Property();
}
