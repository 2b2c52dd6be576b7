using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using static TorchSharp.torch;

namespace GenerativeVI.Cli.Commands;

/// <summary>
/// What a fit to a target leaves behind: draws.csv, a column an element, and fit.json, the settings and the result.
/// </summary>
internal sealed class TargetFolder
{
    private readonly int count;

    /// <exception cref="UsageException">A number is out of range.</exception>
    public TargetFolder(ParseResult parsed, Option<string> place, Option<int> draws, Option<int> threads, string name)
    {
        count = parsed.GetValue(draws);
        if (count < 2) throw new UsageException($"--draws: expected at least 2, got {count}.");
        var given = parsed.GetResult(threads) is { Implicit: false } ? parsed.GetValue(threads) : (int?)null;
        if (given < 1) throw new UsageException($"--threads: expected at least 1, got {given}.");
        ProcessTuning.Apply(given ?? 0);
        Path = System.IO.Path.GetFullPath(parsed.GetValue(place) ?? System.IO.Path.Combine("fits", name));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Draws, which the caller owns, and the bound.</summary>
    public (Tensor Draws, Estimate? Bound) Judge(FittedTarget fitted)
    {
        var random = new RandomStream(fitted.Settings.Seed).Split("judged");
        return (fitted.Draw(count, random.Split("draws")), fitted.Bound(FittedTarget.UsualDraws, random.Split("bound")));
    }

    /// <summary>The ELBO from both sides, where it was asked for and the posterior is semi-implicit.</summary>
    public static TargetBounds? Sandwich(FittedTarget fitted) => fitted.Settings.Tolerance is null
        ? null
        : fitted.Sandwich(FittedTarget.UsualDraws,
            new RandomStream(fitted.Settings.Seed).Split("judged").Split("sandwich"));

    public void Write(Tensor draws, IReadOnlyList<string> names, TargetSettings settings, JsonObject result)
    {
        var (numbers, width) = (draws.cpu().contiguous().flatten().data<double>().ToArray(), names.Count);
        var lines = numbers.Chunk(width).Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        AtomicFile.WriteText(System.IO.Path.Combine(Path, "draws.csv"), string.Join('\n', [string.Join(',', names.Select(Quoted)), .. lines, ""]));
        var record = new JsonObject { ["settings"] = JsonSerializer.SerializeToNode(settings, Results.Json), ["result"] = result.DeepClone() };
        AtomicFile.WriteText(System.IO.Path.Combine(Path, "fit.json"), record.ToJsonString(new JsonSerializerOptions(Results.Json) { WriteIndented = true }) + "\n");
    }

    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny(",\"; ") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
