namespace GenerativeVI.Cli.Help;

/// <summary>The groups of the options of every gvi fit.</summary>
internal static class FitGroups
{
    /// <summary>All of them; no command has all.</summary>
    public static IReadOnlyList<OptionGroup> All { get; } =
    [
        new(
            "Data", "--table", "--test", "--target", "--task", "--test-share", "--train-index", "--test-index",
            "--without", "--header", "--numbers", "--encoding", "--data-dir"),
        new(
            "Model", "--density", "--kernel", "--degree", "--width", "--width-by", "--scales", "--candidates",
            "--multiclass", "--heteroscedastic"),
        new(
            "Posterior", "--posterior", "--family", "--covariance", "--scale", "--flow", "--flow-steps", "--hidden",
            "--noise", "--particles", "--regularization"),
        new("Prior", "--prior", "--prior-scale", "--prior-mean", "--precision", "--update"),
        new("Likelihood", "--expectation"),
        new(
            "Objective", "--mixing-samples", "--warm-up", "--bandwidth", "--find-bandwidth", "--critic-steps",
            "--stein-kernel", "--stein-power", "--stein-statistic", "--evaluation"),
        new("Training", "--algorithm", "--epochs", "--steps", "--batch", "--lr", "--seed", "--threads"),
        new("Evaluation", "--reported-samples", "--tolerance"),
        new("Output", "--out", "--report", "--json"),
    ];

    /// <summary>The groups with options whose place depends on the command.</summary>
    /// <param name="placed">Titles of groups and the options that join them.</param>
    public static IReadOnlyList<OptionGroup> With(params (string Title, string Option)[] placed) =>
        [.. All.Select(group => group with
        {
            Names = [.. group.Names, .. placed.Where(p => p.Title == group.Title).Select(p => p.Option)],
        })];
}
