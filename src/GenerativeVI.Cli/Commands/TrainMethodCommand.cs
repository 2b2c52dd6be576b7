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
    public IReadOnlyList<string> Examples => recipe.Defaults.Classifier is not null ?
    [
        $"gvi train {recipe.Name}",
        $"gvi train {recipe.Name} --network 5 --epochs 200   # the published length",
        $"gvi train {recipe.Name} --dense --out dense",
    ] :
    [
        $"gvi train {recipe.Name} --epochs 5",
        $"gvi train {recipe.Name} --data fashion-mnist --hidden 200,200 --activation tanh --latent 50 --out clothes",
        .. recipe.Name == "vae" ? (string[])["gvi train vae --data faces.npy --likelihood gaussian --warm-up 10"] : [],
        $"gvi train {recipe.Name} --data my-pictures/ --json > result.json",
    ];

    private static string Describe(NamedRecipe recipe) =>
        $"Train a model: {recipe.Title} ({recipe.Paper}). Choose it for: {recipe.Choice}. {recipe.Guarantee}.\n\n"
        + (recipe.Defaults.Classifier is null
            ? "The model is judged on the test images and kept in a run folder: run.json, metrics.csv, model.safetensors, samples.png, reconstructions.png. "
            : "The classifier is judged on the test images, as it is and pruned, and kept in a run folder: run.json, metrics.csv, model.safetensors; gvi prune exports it. ")
        + TrainingRun.Manners;
}
