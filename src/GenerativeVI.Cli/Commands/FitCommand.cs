using System.CommandLine;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi fit: tables and target densities.</summary>
internal sealed class FitCommand : Command, IExemplified
{
    public FitCommand()
        : base(
            "fit",
            "Fit a method to a table and judge it on test rows, or a posterior to a density known but for "
                + "its integral.")
    {
        Subcommands.Add(new FitMethodCommand(TableMethod.Rvm, "rvm", "A relevance vector machine: a few training rows carry the prediction, chosen by evidence."));
        Subcommands.Add(new FitMethodCommand(TableMethod.Bnn, "bnn", "A network with a posterior over its weights: normal, hierarchical, semi-implicit or implicit."));
        Subcommands.Add(new FitTargetCommand());
        Subcommands.Add(new FitLogisticCommand());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi fit rvm --table train.csv --test test.csv --target price",
        "gvi fit bnn --table data.csv --target price --json",
        "gvi fit target --density banana --posterior sivi --out banana",
    ];
}
