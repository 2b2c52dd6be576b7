using System.CommandLine;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi train vae.</summary>
internal sealed class TrainVaeCommand : Command, IExemplified
{
    private readonly TrainingRun training = new();

    public TrainVaeCommand()
        : base(
            "vae",
            "Train a variational autoencoder, judge it on the test images, and keep it in a run folder: "
            + "run.json, metrics.csv, model.safetensors, samples.png, reconstructions.png.\n\n" + TrainingRun.Manners)
    {
        foreach (var option in training.Options) Options.Add(option);
        SetAction(parsed => training.Start(parsed, new RunSettings { Method = "vae" }));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi train vae --epochs 5",
        "gvi train vae --data fashion-mnist --hidden 200,200 --activation tanh --latent 50 --out clothes",
        "gvi train vae --data faces.npy --likelihood gaussian --warm-up 10",
        "gvi train vae --data my-pictures/ --json > result.json",
    ];
}
