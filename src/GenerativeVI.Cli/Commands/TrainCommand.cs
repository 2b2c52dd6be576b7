using System.CommandLine;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi train: a command for each method.</summary>
internal sealed class TrainCommand : Command, IExemplified
{
    public TrainCommand()
        : base("train", "Train a model.") => Subcommands.Add(new TrainVaeCommand());

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["gvi train vae", "gvi train vae --help"];
}
