using System.CommandLine;

namespace GenerativeVI.Cli.Help;

/// <summary>A command with so many options that its help shows the common ones, and all by group on request.</summary>
public interface IGrouped
{
    /// <summary>The groups of <c>--help all</c>; every option of the command is in exactly one.</summary>
    IReadOnlyList<OptionGroup> Groups { get; }

    /// <summary>The options of the short help, in its order; those that the command lacks are skipped.</summary>
    IReadOnlyList<string> Common { get; }

    /// <summary>The options that make this method what it is, which the short help shows too.</summary>
    IReadOnlyList<string> Own => [];

    /// <summary>The options without meaning beside the parts that the line names, with what each needs.</summary>
    /// <param name="parsed">The command line; its mistakes are left aside.</param>
    IReadOnlyDictionary<string, string> Unusable(ParseResult parsed) => new Dictionary<string, string>();
}
