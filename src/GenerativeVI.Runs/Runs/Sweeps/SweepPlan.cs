using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>What a sweep tries: kept as sweep.json in its folder, so that it can go on.</summary>
public sealed record SweepPlan
{
    /// <summary>The validation rows that are held out where the settings say nothing: a sweep chooses by
    /// them.</summary>
    public const long UsualValidationRows = 1000;

    /// <summary>What every trial has in common. Its epochs are those of a trial that runs to its end.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>What varies between them.</summary>
    public required IReadOnlyList<SweptSetting> Set { get; init; }

    /// <summary>Which of them are tried, and for how long.</summary>
    public SweepKind Kind { get; init; }

    /// <summary>How many trials are drawn; every combination of the listed values when null.</summary>
    public int? Trials { get; init; }

    /// <summary>The seed of the draws of settings; that of the trials is theirs.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>η: of that many trials one goes on, for that many times as long; at least 2.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>The epochs of the first round of halving, at least 1.</summary>
    public int FirstEpochs { get; init; } = 1;

    /// <summary>Reads a plan's file.</summary>
    /// <param name="path">JSON of the form of sweep.json; of the settings it needs to hold only what is not
    /// usual.</param>
    /// <exception cref="DataException">It cannot be read; the sentence says why.</exception>
    public static SweepPlan Read(string path)
    {
        try
        {
            var plan = JsonSerializer.Deserialize<SweepPlan>(File.ReadAllText(path), RunFolder.Json)
                ?? throw new JsonException("it is empty");
            plan.Check();
            return plan;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new DataException($"{path}: not a plan of a sweep: {JsonFailure.Why(e, typeof(SweepPlan))}.", e);
        }
    }

    /// <summary>Checks the ranges, and that every trial's settings make sense.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the sentence names it.</exception>
    public void Check()
    {
        if (Set.Count == 0) throw new ArgumentException("set: a sweep varies at least one setting, such as "
            + "model.latent=10,20,50.");
        if (Set.GroupBy(setting => setting.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"set: {twice.Key} is named twice.");
        foreach (var setting in Set) setting.Check();
        Require.AtLeast("trials", Trials, 1);
        Require.AtLeast("factor", Factor, 2);
        Require.AtLeast("first epochs", FirstEpochs, 1);
        if (Trials is null && Kind == SweepKind.Random) throw new ArgumentException("trials: a random sweep draws "
            + "a number of them; say how many.");
        if (Trials is not null && Kind == SweepKind.Grid) throw new ArgumentException("trials: a grid tries every "
            + "combination; leave the number out, or take a random sweep.");
        if (Trials is null && Set.FirstOrDefault(setting => setting.IsRange) is { } range)
            throw new ArgumentException($"{range.Name}: a range has no combinations to go through; list values "
                + $"with commas, or say how many trials to draw.");
        if (Settings.Selection.Rows == 0 || Settings.Classifier is not null)
            throw new ArgumentException(Settings.Classifier is null
                ? "validation rows: a sweep chooses by them; hold some out with selection.rows."
                : "method: a sweep compares validation bounds, which a classifier has not; take a latent-variable "
                    + "method.");
        foreach (var trial in All()) trial.Settings.Validate();
    }

    /// <summary>The epochs after which each round ends, the last that of a whole training.</summary>
    internal IReadOnlyList<int> Rounds()
    {
        var whole = Settings.Epochs ?? RunSettings.UsualEpochs;
        if (Kind != SweepKind.Halving) return [whole];
        List<int> ends = [];
        for (long end = FirstEpochs; end < whole; end *= Factor) ends.Add((int)end);
        return [.. ends, whole];
    }

    /// <summary>Every trial, in order.</summary>
    public IReadOnlyList<SweepTrial> All()
    {
        var random = new RandomStream(Seed).Split("sweep");
        var choices = Trials is { } count
            ? Enumerable.Range(0, count).Select(_ => Set.Select(setting => setting.Draw(random)).ToArray())
            : Set.Aggregate<SweptSetting,
                IEnumerable<string[]>>([Array.Empty<string>()], (some, setting) =>
                some.SelectMany(_ => setting.Listed(), (values, value) => (string[])[.. values, value]));
        return [.. choices.Select((values, i) =>
            new SweepTrial(i + 1, [.. Set.Zip(values, (setting, value) => (setting.Name, value))], With(values)))];
    }

    private RunSettings With(string[] values)
    {
        var node = RunFolder.ToJson(Settings).AsObject();
        foreach (var (setting, value) in Set.Zip(values)) setting.Apply(node, value);
        try
        {
            var settings = node.Deserialize<RunSettings>(RunFolder.Json)!;
            return settings with { Selection = settings.Selection with { Rows = settings.Selection.Rows
                ?? UsualValidationRows } };
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"set: {JsonFailure.Why(e, typeof(RunSettings))}.", e);
        }
    }
}
