using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using GenerativeVI.Cli.Help;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi itself: the commands, and what they have in common.</summary>
internal sealed class GviCommand : RootCommand, IExemplified
{
    private const string DebugOption = "--debug";

    public GviCommand()
        : base("Deep generative models and variational inference: train, judge and draw. Every number says what it guarantees.")
    {
        var debug = OptionKinds.Flag(DebugOption, "Show where an error came from (also GVI_DEBUG=1).");
        debug.Recursive = true;
        Options.Add(debug);
        Command[] commands =
        [
            new TrainCommand(), new RecipesCommand(), new EvaluateCommand(), new GradientsCommand(), new SampleCommand(),
            new EncodeCommand(), new DecodeCommand(), new ExportCommand(), new PruneCommand(), new ReportCommand(),
            new RunsCommand(), new SweepCommand(), new FitCommand(), new BenchmarkCommand(), new DoctorCommand(),
            new DataCommand(),
        ];
        foreach (var command in commands) Subcommands.Add(command);

        var help = new HelpForTerminal();
        Options.Remove(Options.OfType<HelpOption>().Single());
        Options.Add(help.Option);
        Options.OfType<VersionOption>().Single().Action = new VersionAction();
        SetAction(help.Invoke);
    }

    /// <summary>The version of this program.</summary>
    public static string Version => typeof(GviCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi train vae                      # a model of digits, or of clothes",
        "gvi train vae --latent 50 --out my-run",
        "gvi recipes                        # the methods, and when to choose which",
        "gvi evaluate my-run --samples 5000 # its log p(x), as papers report it",
        "gvi sample my-run --out new.png    # new images",
        "gvi report my-run                  # curves, pictures and protocol in one HTML file",
        "gvi runs --sort log-px             # every run and its results, the best first",
        "gvi doctor                         # what this machine offers",
    ];

    /// <summary>Whether errors are shown with where they came from.</summary>
    public static bool Debug(ParseResult parsed) =>
        parsed.GetValue<bool>(DebugOption) || Environment.GetEnvironmentVariable("GVI_DEBUG") is { Length: > 0 } and not "0";
}
