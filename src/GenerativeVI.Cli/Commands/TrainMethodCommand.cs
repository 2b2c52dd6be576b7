using System.CommandLine;
using GenerativeVI.Cli.Help;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi train METHOD, for one method of the catalogue.</summary>
internal sealed class TrainMethodCommand : Command, IExemplified, IGrouped, IBrief
{
    private readonly NamedRecipe recipe;
    private readonly TrainingRun training;

    public TrainMethodCommand(NamedRecipe recipe)
        : base(recipe.Name, Describe(recipe))
    {
        this.recipe = recipe;
        training = new TrainingRun(recipe.Defaults);
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

    /// <inheritdoc/>
    public string Brief => recipe.Title;

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups => TrainGroups.All;

    /// <inheritdoc/>
    public IReadOnlyList<string> Common => TrainGroups.Common;

    /// <summary>Those whose usual value is another than the plain VAE's, and those that mean nothing to it.</summary>
    public IReadOnlyList<string> Own
    {
        get
        {
            var plain = new TrainOptions().All.ToDictionary(option => option.Name, option => option.Description);
            var useless = OptionUses.Unusable(new RunSettings());
            var names = training.Options.Where(option => option.Name is not ("--json" or "--out" or "--quiet" or "--tensorboard"));
            return [.. names
                .Where(o => !plain.TryGetValue(o.Name, out var usual) || usual != o.Description || useless.ContainsKey(o.Name))
                .Select(option => option.Name).Except(OptionUses.Unusable(recipe.Defaults).Keys)];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Unusable(ParseResult parsed) =>
        OptionUses.Unusable(training.Settings(parsed, recipe.Defaults));

    private static string Describe(NamedRecipe recipe) =>
        $"Train a model: {recipe.Title} ({recipe.Paper}). Choose it for: {recipe.Choice}. {recipe.Guarantee}.\n\n"
        + (recipe.Defaults.Classifier is null
            ? "The command judges the model on the test images and keeps it in a run folder: run.json, metrics.csv, "
                + "model.safetensors, samples.png, reconstructions.png. "
            : "The command judges the classifier on the test images, as it is and pruned, and keeps it in a run folder: "
                + "run.json, metrics.csv, model.safetensors. gvi prune exports it. ")
        + TrainingRun.Manners;
}
