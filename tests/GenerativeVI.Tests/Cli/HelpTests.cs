using System.CommandLine;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public class HelpTests
{
    private static readonly string[] Commands = ["", "train", "recipes", .. Recipes.All.Concat(Recipes.Classifiers).Select(recipe => $"train {recipe.Name}"), "prune", "evaluate", "sample", "report", "runs", "sweep", "fit", "fit rvm", "fit bnn", "benchmark", "doctor", "data", "data list", "data get"];

    public static TheoryData<string> AllCommands => [.. Commands];

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void EveryCommandShowsAnExample(string command)
    {
        var words = Words.Of([.. Split(command), "--help"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Empty(words.Error);
        Assert.Contains($"gvi {command}".TrimEnd(), string.Join('\n', Examples(words.Output)));
    }

    /// <summary>An option that was renamed in the code and not in an example would be refused here.</summary>
    [Theory]
    [MemberData(nameof(AllCommands))]
    public void EveryExampleIsACommandLineWithoutMistakes(string command)
    {
        foreach (var example in Examples(Words.Of([.. Split(command), "--help"]).Output))
        {
            var line = example.Split('#', '>')[0].Trim();
            Assert.Equal("gvi", line.Split(' ')[0]);
            Assert.Empty(CommandLine.Parse([.. Split(line).Skip(1)]).Errors);
        }
    }

    /// <summary>A choice that the parser leaves to the command would be refused as an argument too many.</summary>
    [Fact]
    public void EveryOptionTakesEachOfItsChoices()
    {
        var whole = CommandLine.Parse([]);
        var commands = Below(whole.RootCommandResult.Command, []).ToArray();
        var choices = from found in commands
                      from option in found.Command.Options
                      where option.HelpName?.Contains('|') == true
                      from choice in option.HelpName!.Split('|')
                      select (string[])[.. found.Words, option.Name, choice];
        var lines = choices.ToArray();
        Assert.Contains(lines, line => line.SequenceEqual(["fit", "rvm", "--header", "no"]));
        Assert.All(lines, line =>
        {
            var parsed = whole.RootCommandResult.Command.Parse(line, whole.Configuration);
            Assert.Empty(parsed.UnmatchedTokens);
            Assert.DoesNotContain(parsed.Errors, error => System.Text.RegularExpressions.Regex.IsMatch(error.Message, $@"(?<![\w-]){line[^1]}(?![\w-])"));
        });

        static IEnumerable<(Command Command, string[] Words)> Below(Command command, string[] words) =>
            command.Subcommands.SelectMany(own => Below(own, [.. words, own.Name])).Prepend((command, words));
    }

    [Fact]
    public void GviAloneIsItsHelp() => Assert.Equal(Words.Of("--help"), Words.Of());

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Examples(string help) =>
        help.Replace("\\\n", "", StringComparison.Ordinal).Split("Examples:")[1]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'));
}
