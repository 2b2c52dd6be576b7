using System.CommandLine;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi recipes.</summary>
internal sealed class RecipesCommand : Command, IExemplified
{
    private static readonly IReadOnlyList<NamedRecipe> Known = [.. Recipes.All, .. Recipes.Classifiers];

    private readonly Option<bool> json = OptionKinds.Json();

    public RecipesCommand()
        : base(
            "recipes",
            "List the methods that gvi train knows: where each comes from, what its numbers guarantee, and "
                + "when to choose it.")
    {
        Options.Add(json);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["gvi recipes", "gvi recipes --json > recipes.json"];

    private int Run(ParseResult parsed)
    {
        var channels = new Channels(parsed, parsed.GetValue(json));
        string[] head = ["recipe", "what", "paper", "reported numbers"];
        foreach (var line in Table.Lines([head, .. Known.Select(recipe => (string[])[recipe.Name, recipe.Title, recipe.Paper, recipe.Guarantee])])) channels.Talk.WriteLine(line);
        channels.Talk.WriteLine();
        channels.Talk.WriteLine("When to choose it:");
        foreach (var line in Table.Lines([.. Known.Select(recipe => (string[])[$"  {recipe.Name}", recipe.Choice])])) channels.Talk.WriteLine(line);
        channels.End(() => new JsonObject { ["recipes"] = new JsonArray([.. Known.Select(Describe)]) });
        return CommandLine.Done;
    }

    private static JsonNode? Describe(NamedRecipe recipe) =>
        Results.Of(new { recipe.Name, recipe.Title, recipe.Paper, recipe.Guarantee, recipe.Choice, Settings = RunDescription.Of(recipe.Defaults) });
}
