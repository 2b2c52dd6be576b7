using System.CommandLine;
using GenerativeVI.Cli.Help;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi train: a command for each method, and by itself what resumes or repeats a run.</summary>
internal sealed class TrainCommand : Command, IExemplified, IGrouped
{
    private readonly TrainingRun training = new();
    private readonly Option<string> resume = OptionKinds.Text(
        "--resume", "RUN", "Continue a run where it stopped, to the same numbers as if it never had.");
    private readonly Option<string> from = OptionKinds.Text(
        "--from", "RUN.JSON", "Start a new run with the settings of this run.json; the other options change them.");

    public TrainCommand()
        : base("train", "Train a model: gvi train METHOD. Or continue a run, or repeat one.\n\n" + TrainingRun.Manners)
    {
        foreach (var recipe in Recipes.All.Concat(Recipes.Classifiers)) Subcommands.Add(new TrainMethodCommand(recipe));
        foreach (var option in training.Options.Prepend(from).Prepend(resume)) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi train vae",
        "gvi train vae --help",
        "gvi train --resume runs/vae-mnist",
        "gvi train --resume runs/vae-mnist --epochs 100",
        "gvi train --from runs/vae-mnist/run.json --seed 2 --out second",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => TrainGroups.All;

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } = ["--resume", "--from", .. TrainGroups.Common];

    private int Run(ParseResult parsed) => (parsed.GetValue(resume), parsed.GetValue(from)) switch
    {
        ({ } run, null) => training.Resume(parsed, new RunFolder(run)),
        (null, { } file) => training.Start(parsed, RunFolder.Of(file).ReadRecord().Settings),
        (null, null) => throw new UsageException(
            "train: expected a method, such as gvi train vae (gvi recipes lists them), or --resume RUN, or --from RUN.JSON."),
        _ => throw new UsageException("--resume continues a run and --from starts one: give one of the two."),
    };
}
