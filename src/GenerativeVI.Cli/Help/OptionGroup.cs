namespace GenerativeVI.Cli.Help;

/// <summary>Options that belong together in a command's help.</summary>
/// <param name="Title">The heading, such as "Prior".</param>
/// <param name="Names">Their names, in the order of the help; those that the command lacks are skipped.</param>
public sealed record OptionGroup(string Title, params string[] Names);
