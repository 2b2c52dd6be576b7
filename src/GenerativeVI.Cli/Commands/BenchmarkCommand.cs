using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi benchmark.</summary>
internal sealed class BenchmarkCommand : Command, IExemplified
{
    private static readonly ComparisonSettings Usual = new();

    private readonly Option<string> targets = OptionKinds.Text(
        "--targets", "NAME,NAME…",
            $"The targets: {string.Join(", ", NamedTargets.All.Select(target => target.Name))} [default: all].");
    private readonly Option<string> families = OptionKinds.Text(
        "--families", "NAME,NAME…",
            $"The posteriors: {string.Join(", ", Enum.GetValues<TargetPosterior>().Select(OptionKinds.Name))} "
                + "[default: all].");
    private readonly Option<double> budget = OptionKinds.Real("--budget", "SECONDS",
        "What a fit may take; a pilot says how many steps that is.");
    private readonly Option<int> steps = OptionKinds.Whole("--steps", "N",
        "The most steps of a fit, whatever time there is.");
    private readonly Option<int> draws = OptionKinds.Whole("--draws", "N", "Draws of each posterior that are judged.");
    private readonly Option<int> reference = OptionKinds.Whole(
        "--reference-draws", "N", "Moves of each of four chains, where draws of reference have to be made.");
    private readonly Option<long> seed = OptionKinds.Long("--seed", "N", "The seed of everything.");
    private readonly Option<int> jobs = OptionKinds.Whole("--jobs", "N",
        "Processes that work at it, each with its threads.");
    private readonly Option<bool> retry = OptionKinds.Flag("--retry", "Do again what failed before.");
    private readonly Option<string> outOption = OptionKinds.Text("--out", "FOLDER",
        "Where cells, index.html and results.csv go; what is there is not done again [default: benchmark].");
    private readonly Option<string> dataFolder = OptionKinds.Text("--data-dir", "DIR",
        "The folder to search first for the tables of targets.");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public BenchmarkCommand()
        : base(
            "benchmark",
            "Fit posteriors to targets within one budget each, and judge all of them by the same measures: bounds of "
                + "log Z, moments, distances and a classifier against draws of reference, and the cost.")
    {
        budget.DefaultValueFactory = _ => Usual.Budget;
        steps.DefaultValueFactory = _ => Usual.MostSteps;
        draws.DefaultValueFactory = _ => Usual.Draws;
        reference.DefaultValueFactory = _ => Usual.ReferenceDraws;
        seed.DefaultValueFactory = _ => Usual.Seed;
        jobs.DefaultValueFactory = _ => 1;
        foreach (var option in (Option[])[targets, families, budget, steps, draws, reference, seed, jobs, retry,
            outOption, dataFolder, threads, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi benchmark --targets banana,funnel --families normal,full,sivi --budget 10",
        "gvi benchmark --budget 60 --jobs 2 --out comparison",
    ];

    private int Run(ParseResult parsed)
    {
        var settings = Settings(parsed);
        var workers = OptionKinds.AtLeastOne(parsed, jobs);
        var channels = new Channels(parsed, parsed.GetValue(json));
        var each = OptionKinds.Given(parsed, threads) ? parsed.GetValue(threads) : workers > 1
            ? Math.Max(1, Environment.ProcessorCount / workers) : 0;
        if (each < 0 || (each == 0 && OptionKinds.Given(parsed, threads))) throw new UsageException(
            $"--threads: expected at least 1, got {each}.");
        var path = Path.GetFullPath(parsed.GetValue(outOption) ?? "benchmark");
        var comparison = new TargetComparison(settings, path, DataLocator.ForThisMachine(parsed.GetValue(dataFolder)));
        if (parsed.GetValue(retry)) comparison.ForgetFailures();
        using var interruption = new Interruption();
        try
        {
            if (workers == 1)
            {
                ProcessTuning.Apply(each);
                comparison.Run(new Told(channels.Talk, comparison), interruption.Stop);
            }
            else
            {
                Supervise(parsed, comparison, workers, each, path, channels, interruption.Stop);
            }
        }
        finally
        {
            comparison.WriteReport();
        }
        var (done, all) = comparison.Progress;
        var failures = comparison.Cells.Count(cell => cell.Outcome != ComparisonOutcome.Done);
        var failed = failures > 0 ? FormattableString.Invariant($", {failures} of all in the folder failed") : "";
        channels.Result(
            string.Create(CultureInfo.InvariantCulture,
                $"{done} of {all} fits are done{failed}; the page is {Paths.Short(comparison.Page)}, the table {Paths.Short(comparison.Table)}."),
            () => new JsonObject { ["done"] = done, ["asked"] = all, ["failed"] = failures, ["page"] = comparison.Page,
                ["table"] = comparison.Table });
        return CommandLine.Done;
    }

    private ComparisonSettings Settings(ParseResult parsed)
    {
        var settings = Usual with
        {
            Budget = OptionKinds.Positive(parsed, budget), MostSteps = OptionKinds.AtLeastOne(parsed, steps),
            Draws = parsed.GetValue(draws), ReferenceDraws = parsed.GetValue(reference), Seed = parsed.GetValue(seed),
        };
        if (parsed.GetValue(targets) is { } names) settings = settings with { Targets = Split(names) };
        if (parsed.GetValue(families) is { } posteriors)
        {
            var known = Enum.GetValues<TargetPosterior>().ToDictionary(OptionKinds.Name);
            settings = settings with
            {
                Families = [.. Split(posteriors).Select(name => known.TryGetValue(name, out var family)
                    ? family
                    : throw new UsageException(
                        $"--families: expected {string.Join(", ", known.Keys)}, got \"{name}\"."))],
            };
        }
        try
        {
            settings.Validate();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.Split(" (Parameter")[0]);
        }
        return settings;
    }

    // The work is that of other processes, so that one that ends takes a cell with it and not the comparison.
    private static void Supervise(ParseResult parsed, TargetComparison comparison, int workers, int threads,
        string path, Channels channels, CancellationToken stop)
    {
        var (running, told) = (new List<Process>(), comparison.Progress.Done);
        // A cell that ends two processes is a failure, so that so many replacements are enough.
        var left = 2 * (comparison.Progress.All - told);
        try
        {
            for (var more = workers; ; more = 0)
            {
                var ended = running.Where(process => process.HasExited).ToArray();
                // What ended otherwise than by having nothing to do is replaced: its cell is tried once more, and then
                // a failure.
                var lost = Math.Min(left, ended.Count(IsLost));
                (more, left) = (more + lost, left - lost);
                foreach (var process in ended)
                {
                    running.Remove(process);
                    process.Dispose();
                }
                for (; more > 0; more--) running.Add(Worker(parsed, threads, path));
                if (running.Count == 0) return;
                if (comparison.Progress is var (done, all)
                    && done > told) channels.Talk.WriteLine($"{told = done} of {all}");
                if (stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(0.5))) stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (var process in running)
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                process.Dispose();
            }
        }
    }

    // By a signal or an abort, and not by a sentence of its own.
    private static bool IsLost(Process process) =>
        process.ExitCode is not (CommandLine.Done or CommandLine.Failed or CommandLine.Misused
            or CommandLine.Interrupted);

    private static Process Worker(ParseResult parsed, int threads, string path)
    {
        // The same words, for one process; the last of an option counts, and what only the first should do is left out.
        var words = new List<string>();
        var given = parsed.Tokens.Select(token => token.Value).ToArray();
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is "--jobs" or "--threads" or "--out") i++;
            else if (given[i] is not ("--retry" or "--json")) words.Add(given[i]);
        }
        words.AddRange(["--jobs", "1", "--out", path, "--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        var program = typeof(BenchmarkCommand).Assembly.Location;
        var host = Environment.ProcessPath!;
        var start = Path.GetFileNameWithoutExtension(host) == Path.GetFileNameWithoutExtension(program)
            ? new ProcessStartInfo(host, words)
            : new ProcessStartInfo("dotnet", [program, .. words]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        // Read and forgotten: a full pipe would stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string[] Split(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A line a cell.</summary>
    private sealed class Told(TextWriter to, TargetComparison comparison) : IProgress<ComparisonCell>
    {
        public void Report(ComparisonCell value)
        {
            var (done, all) = comparison.Progress;
            var words = value.Outcome switch
            {
                ComparisonOutcome.Failed => $"failed: {value.Reason}",
                ComparisonOutcome.OutOfTime => "out of time",
                _ => FormattableString.Invariant(
                    $"log Z {(value.Lower is { } lower ? $">= {lower.Value:F3}" : "no bound")}, {value.Seconds:F1} s"),
            };
            to.WriteLine($"{done} of {all}: {value.Target}, {OptionKinds.Name(value.Family)}: {words}");
        }
    }
}
