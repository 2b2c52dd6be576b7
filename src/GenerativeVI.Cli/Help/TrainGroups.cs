namespace GenerativeVI.Cli.Help;

/// <summary>The groups of the options of every gvi train.</summary>
internal static class TrainGroups
{
    private static readonly string[] FlowParts =
    [
        "", "-steps", "-hidden", "-activation", "-directions", "-bins", "-bound", "-departure", "-tolerance",
        "-evaluation-tolerance", "-trace", "-ode-gradient",
    ];

    private static readonly string[] MixingParts = ["-noise", "-bracket", "-samples", "-judged-samples"];

    /// <summary>The dozen that most runs need; a classifier has some of them.</summary>
    public static IReadOnlyList<string> Common { get; } =
    [
        "--data", "--latent", "--hidden", "--posterior", "--prior", "--likelihood", "--samples", "--epochs", "--batch",
        "--lr", "--seed", "--out",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OptionGroup> All { get; } =
    [
        new(
            "Data", "--data", "--data-dir", "--shape", "--white", "--resize", "--gray", "--label-column", "--key",
            "--binarize"),
        new(
            "Model", "--network", "--dense", "--latent", "--top", "--labels", "--networks", "--hidden", "--blocks",
            "--activation", "--dropout", "--precision"),
        new(
            "Posterior",
            [
                "--posterior", "--rank", "--codes", "--code-width", "--bottom-up", .. Of("--flow", FlowParts),
                .. Of("--mixing", MixingParts), "--mixing-depths", "--mixing-growth", "--ratio", "--ratio-steps",
                "--ratio-rate", "--contrast", "--kernel-samples", "--ridge", "--bandwidth", "--blur", "--moves",
                "--jumps", "--leapfrogs", "--inner-step", "--log-variance",
            ]),
        new(
            "Prior",
            [
                "--prior", "--components", "--class-prior", .. Of("--prior-flow", FlowParts),
                .. Of("--prior-mixing", MixingParts),
            ]),
        new(
            "Likelihood", "--likelihood", "--spread", "--scale", "--min-scale", "--levels", "--likelihood-components",
            "--start"),
        new(
            "Objective", "--objective", "--samples", "--groups", "--elbo-share", "--order", "--intervals", "--kl",
            "--beta", "--free-bits", "--warm-up", "--warm-up-shape", "--warm-up-share", "--gradient", "--baseline"),
        new(
            "Training", "--resume", "--from", "--epochs", "--steps", "--minutes", "--patience", "--batch", "--lr",
            "--lr-shape", "--plateau", "--clip-norm", "--clip-value", "--normalize-gradients", "--accumulate",
            "--average", "--on-non-finite", "--checkpoint-steps", "--checkpoints", "--seed", "--device", "--threads"),
        new(
            "Evaluation", "--validation", "--validate-every", "--test-samples", "--test-rows", "--proposal",
            "--threshold"),
        new("Output", "--out", "--tensorboard", "--quiet", "--json"),
    ];

    private static IEnumerable<string> Of(string name, string[] parts) => parts.Select(part => name + part);
}
