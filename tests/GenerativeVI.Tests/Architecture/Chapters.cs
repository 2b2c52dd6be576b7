using System.Globalization;
using System.Text.RegularExpressions;

namespace GenerativeVI.Tests.Architecture;

/// <summary>The chapters of the libraries in their order, from the numbered lists of src/README.md, one list a library.</summary>
internal sealed partial class Chapters
{
    private readonly List<string> names;

    private Chapters(IEnumerable<string> names) => this.names = [.. names];

    /// <summary>Folders by their paths below src.</summary>
    public IReadOnlyList<string> Names => names;

    public static Chapters Read(string readme)
    {
        var (names, library) = (new List<string>(), "");
        foreach (Match line in Line().Matches(readme))
        {
            if (line.Groups["library"].Success) library = line.Groups["library"].Value;
            else
            {
                names.Add($"{library}/{line.Groups["name"].Value}");
                Assert.Equal(names.Count, int.Parse(line.Groups["number"].Value, CultureInfo.InvariantCulture));
            }
        }
        return new Chapters(names);
    }

    /// <summary>In which chapter each type is, by its full name: that whose folder its file is in.</summary>
    /// <param name="sources">Source files by their paths.</param>
    public static ILookup<string, string> OfTypes(IReadOnlyDictionary<string, string> sources) => sources
        .SelectMany(source => Type().Matches(source.Value).Select(type => (
            Name: $"{Namespace().Match(source.Value).Groups[1].Value}.{type.Groups["name"].Value}",
            Chapter: string.Join('/', source.Key.Split('/')[1..3]))))
        .Distinct().ToLookup(type => type.Name, type => type.Chapter);

    /// <summary>Uses of a later chapter by an earlier one, and chapters that are not in the list.</summary>
    /// <param name="uses">What types use.</param>
    /// <param name="chapters">In which chapter a type is; none for those of other libraries.</param>
    public IEnumerable<string> Violations(IEnumerable<Use> uses, Func<string, string?> chapters) => uses
        .Select(use => (use, User: chapters(use.User), Type: chapters(use.Type)))
        .Where(pair => pair.User is not null)
        .SelectMany(pair => names.Contains(pair.User!)
            ? pair.Type is not null && names.IndexOf(pair.User!) < names.IndexOf(pair.Type) ? [$"{pair.use.User} uses {pair.use.Type} of a later chapter"] : Enumerable.Empty<string>()
            : [$"{pair.use.User} is in no chapter of src/README.md"])
        .Distinct();

    [GeneratedRegex(@"^(?:## `(?<library>GenerativeVI[\w.]*)`|(?<number>\d+)\. (?<name>\w+):)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|interface|enum|record struct|record class|struct|record|delegate \S+(?: \S+)*?) (?<name>\w+)(?=[ <(:;\n]|$)",
        RegexOptions.Multiline)]
    private static partial Regex Type();
}
