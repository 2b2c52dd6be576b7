using System.Text.RegularExpressions;
using GenerativeVI.Cli;
using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Tests.Cli;

namespace GenerativeVI.Tests.Architecture;

/// <summary>Sentences of the library name settings by their properties, which code sets; the tool reads them as options.</summary>
public sealed partial class OptionNameTests
{
    private static readonly Dictionary<string, Type> Heads = new()
    {
        ["RunSettings"] = typeof(RunSettings),
        ["ClassifierSettings"] = typeof(ClassifierSettings),
        ["EvaluationSettings"] = typeof(EvaluationSettings),
        ["FlowSettings"] = typeof(FlowSettings),
        ["ImageOptions"] = typeof(ImageOptions),
        ["TableOptions"] = typeof(TableOptions),
        ["Experiment"] = typeof(Experiment),
        ["RunFolder"] = typeof(RunFolder),
    };

    private static readonly string[] Parts = ["Model", "Objective", "Gradient", "Optimization", "Selection", "Reading"];

    [Fact]
    public void TheLibraries_NameNoOption()
    {
        var literals = Literals().ToArray();
        Assert.True(literals.Length > 1000, "the sources were hardly read");
        Assert.DoesNotContain(literals, literal => Option().IsMatch(literal));
        var comments = Repository.Sources(Repository.LibraryFolders).Values.SelectMany(source => Comment().Matches(source)).Select(match => match.Value).ToArray();
        Assert.True(comments.Length > 1000, "the sources were hardly read");
        Assert.DoesNotContain(comments, comment => Option().IsMatch(comment));
    }

    [Fact]
    public void EveryProperty_ThatASentenceNames_IsThere_AndIsAnOption()
    {
        var table = Repository.Read("src/GenerativeVI.Cli/OptionNames.cs");
        var known = Entry().Matches(table).Select(entry => (Name: entry.Groups[1].Value, Option: entry.Groups[2].Value)).ToArray();
        var named = Literals().SelectMany(literal => Property().Matches(literal).Select(match => match.Value)).ToHashSet();
        Assert.True(named.Count > 30, $"only {named.Count} properties were found");
        Assert.Empty(named.Except(known.Select(entry => entry.Name.Split(' ')[0])));
        Assert.Empty(known.Select(entry => entry.Name.Split(' ')[0]).Except(named));
        Assert.All(named, name => Assert.True(Exists(name), name));
        var options = string.Concat(((string[])["train iwae", "train planar", "train lenet-svd", "fit rvm", "evaluate"])
            .Select(command => Words.Of([.. command.Split(' '), "--help", "all"]).Output));
        Assert.All(known, entry => Assert.Matches($"{entry.Option}\\b", options));
    }

    [Fact]
    public void TheTool_SaysOptions()
    {
        Words.Of("train", "vae", "--kl", "closed-form", "--posterior", "full-covariance")
            .AssertRefused(CommandLine.Misused, "take --kl draws.");
        Words.Of("train", "vae", "--top", "2", "--labels")
            .AssertRefused(CommandLine.Misused, "leave out --top or --labels.");
    }

    private static bool Exists(string name)
    {
        var path = name.Split('.');
        var type = Parts.Contains(path[0]) ? typeof(RunSettings).GetProperty(path[0])!.PropertyType : Heads[path[0]];
        foreach (var step in path[1..])
        {
            if (type.GetMember(step) is not [var member, ..]) return false;
            type = member is System.Reflection.PropertyInfo property ? property.PropertyType : type;
        }
        return true;
    }

    private static IEnumerable<string> Literals() => Repository.Sources(Repository.LibraryFolders).Values
        .SelectMany(source => source.Split('\n'))
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .SelectMany(line => Literal().Matches(line).Select(match => match.Value));

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<=^|\s)///? .*", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // What a package manager is told is its own.
    [GeneratedRegex("(?<!apt install )--[a-z]")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w.])(?:Model|Objective|Gradient|Optimization|Selection|Reading|RunSettings|ClassifierSettings|EvaluationSettings|FlowSettings|ImageOptions|TableOptions|Experiment|RunFolder)(?:\.[A-Z][A-Za-z]+)+\b")]
    private static partial Regex Property();

    [GeneratedRegex("\\[\"([^\"]+)\"\\] = \"(--[a-z-]+)")]
    private static partial Regex Entry();
}
