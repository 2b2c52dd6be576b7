namespace GenerativeVI;

/// <summary>A method with a name of its own: an entry of the catalogue, and a set of defaults over the same settings as every other.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Paper">Where it comes from.</param>
/// <param name="Guarantee">What its reported numbers are of log p(x).</param>
/// <param name="Choice">When to choose it, in one line.</param>
/// <param name="Defaults">Its settings.</param>
public sealed record NamedRecipe(string Name, string Title, string Paper, string Guarantee, string Choice, RunSettings Defaults);
