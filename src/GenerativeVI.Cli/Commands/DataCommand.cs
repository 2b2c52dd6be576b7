using System.CommandLine;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi data: what there is to learn from.</summary>
internal sealed class DataCommand : Command, IExemplified
{
    public DataCommand()
        : base("data", "List the known data sets, fetch one, or write the images that a run was judged on.")
    {
        Subcommands.Add(new ListCommand());
        Subcommands.Add(new GetCommand());
        Subcommands.Add(new DataExportCommand());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi data list",
        "gvi data get mnist",
        "gvi data export my-run --out test.npy",
    ];

    private static Option<string> DataDirectory() => OptionKinds.Text(
        "--data-dir", "DIR", "A folder to look in first, and to put downloads into.");

    private sealed class ListCommand : Command, IExemplified
    {
        private readonly Option<string> directory = DataDirectory();
        private readonly Option<bool> json = OptionKinds.Json();

        public ListCommand()
            : base("list", "Say what the known sets are, and where each is or how to get it.")
        {
            Options.Add(directory);
            Options.Add(json);
            SetAction(Run);
        }

        /// <inheritdoc/>
        public IReadOnlyList<string> Examples { get; } = ["gvi data list", "gvi data list --data-dir ~/data --json"];

        private int Run(ParseResult parsed)
        {
            var channels = new Channels(parsed, parsed.GetValue(json));
            foreach (var location in DataLocator.ForThisMachine(parsed.GetValue(directory)).FindAll())
            {
                channels.Talk.WriteLine($"{location}");
                channels.Talk.WriteLine($"    {location.Set.Content}; {location.Set.Licence}");
            }
            channels.End(() => new JsonObject { ["sets"] = Results.Of(DataLocator.ForThisMachine(parsed.GetValue(directory)).FindAll().Select(Describe)) });
            return CommandLine.Done;
        }

        private static object Describe(DataLocation location) => new
        {
            location.Set.Name,
            location.Set.Content,
            location.Set.Origin,
            location.Set.Licence,
            Present = location.IsPresent,
            Folder = location.Place?.Path,
            Missing = location.Missing.Select(file => file.Name),
            Downloadable = location.Set.IsPublic,
        };
    }

    private sealed class GetCommand : Command, IExemplified
    {
        private readonly Argument<string> name = new("NAME") { Description = "A name that gvi data list shows." };
        private readonly Option<string> directory = DataDirectory();

        public GetCommand()
            : base(
                "get",
                "Fetch a known set, or mend it: intact files stay, missing and damaged ones are fetched. "
                    + "Interrupted, it goes on where it stopped.")
        {
            Arguments.Add(name);
            Options.Add(directory);
            SetAction(Run);
        }

        /// <inheritdoc/>
        public IReadOnlyList<string> Examples { get; } =
        [
            "gvi data get mnist",
            "gvi data get fashion-mnist --data-dir ~/data",
        ];

        private int Run(ParseResult parsed)
        {
            var wanted = parsed.GetRequiredValue(name);
            var set = KnownData.Find(wanted) ?? throw new UsageException(Unknown(wanted));
            var display = RunDisplay.Over(new Channels(parsed, json: false));
            using var interruption = new Interruption();
            var folder = DataLocator.ForThisMachine(parsed.GetValue(directory)).DownloadFolder(set);
            using var downloader = new Downloader();
            display.During(() => downloader.FetchAsync(set, folder, new DownloadReport(display), interruption.Stop).GetAwaiter().GetResult());
            display.Say($"{set.Name} is whole in {folder}.");
            return CommandLine.Done;
        }

        private static string Unknown(string wanted)
        {
            var names = KnownData.All.Select(set => set.Name).ToArray();
            var remedy = Spelling.Nearest(wanted, names) is { } nearest ? $"did you mean {nearest}?" : $"known are {string.Join(", ", names)}.";
            return $"\"{wanted}\" is not a known set; {remedy}";
        }
    }
}
