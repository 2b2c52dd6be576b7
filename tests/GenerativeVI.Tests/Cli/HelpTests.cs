using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public class HelpTests
{
    private static readonly string[] Commands = ["", "train", "recipes", .. Recipes.All.Concat(Recipes.Classifiers).Select(recipe => $"train {recipe.Name}"), "prune", "evaluate", "sample", "report", "runs", "fit", "fit rvm", "fit bnn", "doctor", "data", "data list", "data get"];

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

    [Fact]
    public void GviAloneIsItsHelp() => Assert.Equal(Words.Of("--help"), Words.Of());

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Examples(string help) =>
        help.Split("Examples:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
