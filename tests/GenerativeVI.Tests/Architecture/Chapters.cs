using System.Text.RegularExpressions;

namespace GenerativeVI.Tests.Architecture;

/// <summary>The chapters of the library in their order, from the numbered list of src/README.md.</summary>
internal sealed partial class Chapters
{
    private readonly List<string> names;

    private Chapters(IEnumerable<string> names) => this.names = [.. names];

    public IReadOnlyList<string> Names => names;

    public static Chapters Read(string readme)
    {
        var lines = Line().Matches(readme);
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        return new Chapters(lines.Select(m => m.Groups[2].Value));
    }

    /// <summary>Uses of a later chapter by an earlier one, and chapters that are not in the list. What stands beside the chapters comes after all of them.</summary>
    public IEnumerable<string> Violations(IEnumerable<Use> uses) => uses
        .Where(use => InLibrary(use.User) && InLibrary(use.Type) && Number(use.User) < Number(use.Type))
        .Select(use => $"{use.User} uses {use.Type} of a later chapter")
        .Concat(uses.Where(use => InLibrary(use.User) && Number(use.User) < 0).Select(use => $"{use.User} is in no chapter of src/README.md"))
        .Distinct();

    private static bool InLibrary(string type) => type.StartsWith("GenerativeVI.", StringComparison.Ordinal);

    private int Number(string type) => type.Split('.') is [_, var chapter, _, ..] ? names.IndexOf(chapter) : int.MaxValue;

    [GeneratedRegex(@"^(\d+)\. (\w+):", RegexOptions.Multiline)]
    private static partial Regex Line();
}
