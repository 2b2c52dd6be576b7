using System.CommandLine;
using GenerativeVI.Cli;
using GenerativeVI.Cli.Help;

namespace GenerativeVI.Tests.Cli;

/// <summary>Help fits a terminal of 80 columns, shows the common options, and on request all of them by group.</summary>
public sealed class HelpLayoutTests
{
    private const int Width = 80;

    // What a person can look over: the dozen of every training, and what its method adds.
    private const int Few = 24;

    private static readonly (string[] Words, Command Command)[] Commands =
        [.. Below(CommandLine.Parse([]).RootCommandResult.Command, [])];

    public static TheoryData<string> All => [.. Commands.Select(found => string.Join(' ', found.Words))];

    public static TheoryData<string> Grouped =>
        [.. Commands.Where(found => found.Command is IGrouped).Select(found => string.Join(' ', found.Words))];

    [Theory]
    [MemberData(nameof(All))]
    public void NoLine_IsWiderThanTheTerminal(string command)
    {
        foreach (var help in (string[])[Help(command), Help(command, "all")])
            Assert.All(help.Split('\n'), line => Assert.True(line.Length <= Width, $"{line.Length}: {line}"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void TheWidth_IsTheTerminals(int width)
    {
        using var text = new StringWriter();
        new HelpWriter(text, width).Write(CommandLine.Parse(["train", "vae"]), all: true);
        var lines = text.ToString().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.True(lines.Max(line => line.Length) > width - 10);
    }

    [Theory]
    [MemberData(nameof(Grouped))]
    public void EveryOption_IsInExactlyOneGroup(string command)
    {
        var found = Command(command);
        var grouped = (IGrouped)found;
        var names = grouped.Groups.SelectMany(group => group.Names).ToArray();
        Assert.All(found.Options, option => Assert.Single(names, option.Name));
    }

    [Theory]
    [MemberData(nameof(Grouped))]
    public void TheCommonOptions_AreFew_AndAllAreAll(string command)
    {
        var names = Command(command).Options.Select(option => option.Name).ToArray();
        var shown = Rows(Help(command));
        Assert.InRange(shown.Length, 5, Few);
        Assert.True(shown.Length < names.Length);
        var all = Help(command, "all");
        Assert.All(names, name => Assert.Matches($@"(?<![\w-]){name}(?![\w-])", all));
        Assert.Contains("--debug", all, StringComparison.Ordinal);
    }

    [Fact]
    public void AVaesDozen_IsADozen() => Assert.Equal(13, Rows(Help("train vae")).Length); // and --help itself

    [Fact]
    public void AMethod_DescribesWhatItCanUse()
    {
        Assert.DoesNotContain("--mixing-samples", Rows(Help("train vae", "all")));
        Assert.Contains("With --posterior semi-implicit or hierarchical also: --mixing-bracket,", Help("train vae", "all"));
        Assert.Contains("--mixing-samples", Rows(Help("train sivi")));
        Assert.Contains("--samples", Rows(Help("train iwae")));
        Assert.DoesNotContain("--latent", Help("train lenet-svd", "all"), StringComparison.Ordinal);
    }

    [Fact]
    public void PartsThatAreNamed_BringTheirOptions()
    {
        var help = Words.Of("train", "vae", "--posterior", "flow", "--help", "all").Output;
        Assert.Contains("--flow-steps", Rows(help));
        Assert.DoesNotContain("--flow-bins", Rows(help)); // of splines
        Assert.Contains("--reported-samples", Rows(Help("fit target --posterior sivi", "all")));
        Assert.DoesNotContain("--reported-samples", Rows(Help("fit target --posterior full", "all")));
    }

    [Fact]
    public void AWordThatIsNotAll_IsRefused() =>
        Words.Of("train", "vae", "--help", "al").AssertRefused(CommandLine.Misused, "--help: expected all");

    /// <summary>The options that have a line of their own.</summary>
    private static string[] Rows(string help) =>
        [.. help.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ') switch { ["-h,", var name, ..] => name, [var name, ..] => name, _ => "" })];

    private static string Help(string command, string? all = null)
    {
        string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"];
        var said = Words.Of(all is null ? words : [.. words, all]);
        Assert.Equal(CommandLine.Done, said.Code);
        return said.Output;
    }

    private static Command Command(string command) => Commands.Single(found => string.Join(' ', found.Words) == command).Command;

    private static IEnumerable<(string[] Words, Command Command)> Below(Command command, string[] words) =>
        command.Subcommands.SelectMany(own => Below(own, [.. words, own.Name])).Prepend((words, command));
}
