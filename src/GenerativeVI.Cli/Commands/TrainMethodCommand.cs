using System.CommandLine;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi train METHOD, for one method of the catalogue.</summary>
internal sealed class TrainMethodCommand : Command, IExemplified
{
    private readonly NamedRecipe recipe;

    public TrainMethodCommand(NamedRecipe recipe)
        : base(recipe.Name, Describe(recipe))
    {
        this.recipe = recipe;
        var training = new TrainingRun(recipe.Defaults);
        foreach (var option in training.Options) Options.Add(option);
        SetAction(parsed => training.Start(parsed, recipe.Defaults));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples =>
    [
        $"gvi train {recipe.Name} --epochs 5",
        $"gvi train {recipe.Name} --data fashion-mnist --hidden 200,200 --activation tanh --latent 50 --out clothes",
        .. recipe.Name == "vae" ? (string[])["gvi train vae --data faces.npy --likelihood gaussian --warm-up 10"] : [],
        $"gvi train {recipe.Name} --data my-pictures/ --json > result.json",
    ];

    private static string Describe(NamedRecipe recipe) =>
        $"Train a model: {recipe.Title} ({recipe.Paper}). Choose it for: {recipe.Choice}. {recipe.Guarantee}.\n\n"
        + "The model is judged on the test images and kept in a run folder: run.json, metrics.csv, model.safetensors, samples.png, reconstructions.png. "
        + TrainingRun.Manners;
}
