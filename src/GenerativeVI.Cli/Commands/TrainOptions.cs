using System.CommandLine;
using System.CommandLine.Parsing;
using GenerativeVI.Data;
using GenerativeVI.Training;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that decide a run: each declared once, beside the setting that it sets.</summary>
/// <param name="usual">The settings without any option, which the help shows; the plain VAE's when null.</param>
public sealed class TrainOptions(RunSettings? usual = null)
{
    private readonly RunSettings usual = usual ?? new();
    private readonly SettingOption[] settings = [.. Declare(usual ?? new())];

    private static IEnumerable<SettingOption> Declare(RunSettings usual) =>
        usual.Classifier is { } classifier ? ClassifierOptions.All(classifier).Concat(DeclareAll(usual).Where(ClassifierOptions.Serves)) : DeclareAll(usual);

    private static IEnumerable<SettingOption> DeclareAll(RunSettings usual) =>
    [
        SettingOption.Of(
            Text(
                "--data",
                "NAME|PATH",
                "A known set (gvi data list), or your own: an idx, npy, npz or csv file, or a folder of pictures, with or without "
                    + "a folder for each class [default: mnist, else fashion-mnist]."),
            (s, v) => s with { Data = v }),
        SettingOption.Of(
            Text(
                "--data-dir", "DIR", "The folder to search first for known sets; GENERATIVEVI_DATA names one for good."),
            (s, v) => s with { DataDirectory = v }),
        SettingOption.Of(
            Wholes(
                "--shape",
                "H,W",
                "The shape of one image where the file does not say, such as 28,28.",
                "whole numbers with commas, such as 28,28",
                none: false),
            (s, v) => s with { ImageShape = [.. v] }),
        .. ReadingOptions.All(),
        SettingOption.Of(
            Whole(
                "--epochs", "N",
                $"Passes over the training images [default: {usual.Epochs ?? RunSettings.UsualEpochs}, or as "
                    + "many as --steps take]."),
            (s, v) => s with { Epochs = v }),
        SettingOption.Of(
            Long(
                "--steps", "N", "End after N batches, even within an epoch; with --epochs too, whichever comes first."),
            (s, v) => s with { Steps = v }),
        SettingOption.Of(
            Whole("--batch", "N", $"Images in a batch [default: {usual.Batch}]."),
            (s, v) => s with { Batch = v }),
        .. ModelOptions.All(usual),
        .. MethodOptions.All(usual),
        SettingOption.Of(
            Choice<Binarization>(
                "--binarize",
                "How grey pixels become bits (not at all, once, or anew each time) [default: dynamic for bernoulli, none for gaussian]."),
            (s, v) => s with { Binarization = v }),
        SettingOption.Of(
            Real("--lr", "X", $"Adam's learning rate [default: {usual.LearningRate}]."),
            (s, v) => s with { LearningRate = v }),
        SettingOption.Of(
            Real(
                "--warm-up", "N",
                "Epochs over which the KL's weight rises to 1; reported numbers are never weighted [default: "
                    + $"{usual.WarmUp}]."),
            (s, v) => s with { WarmUp = v }),
        SettingOption.Of(
            Choice<WarmUpShape>("--warm-up-shape", "How the KL's weight rises [default: linear]."),
            (s, v) => s with { Optimization = s.Optimization with { WarmUp = v } }),
        SettingOption.Of(
            Choice<RateShape>("--lr-shape", "How the learning rate changes over the run [default: constant]."),
            (s, v) => s with { Optimization = s.Optimization with { Rate = v } }),
        SettingOption.Of(
            Real("--clip-norm", "X", "The greatest norm of all gradients together."),
            (s, v) => s with { Optimization = s.Optimization with { ClipNorm = v } }),
        SettingOption.Of(
            Real("--clip-value", "X", "The greatest size of one element of a gradient."),
            (s, v) => s with { Optimization = s.Optimization with { ClipValue = v } }),
        SettingOption.Of(
            Flag("--normalize-gradients", "Divide every parameter's gradient by its norm."),
            (s, v) => s with { Optimization = s.Optimization with { NormalizeGradients = v } }),
        SettingOption.Of(
            Whole("--accumulate", "N", "Batches whose gradients make up one update [default: 1]."),
            (s, v) => s with { Optimization = s.Optimization with { Accumulate = v } }),
        SettingOption.Of(
            Real("--average", "D", "Judge and keep a moving average of the weights with this decay, such as 0.999."),
            (s, v) => s with { Optimization = s.Optimization with { Average = v } }),
        SettingOption.Of(
            Choice<NonFiniteAction>(
                "--on-non-finite", "What to do when a bound or gradient is not finite [default: stop]."),
            (s, v) => s with { Optimization = s.Optimization with { OnNonFinite = v } }),
        SettingOption.Of(
            Long(
                "--validation", "N",
                "Hold out the last N training images to judge the run while it trains [default: the data's "
                    + "own validation images, if any]."),
            (s, v) => s with { Selection = s.Selection with { Rows = v } }),
        SettingOption.Of(
            Whole("--validate-every", "N", "Epochs between validations [default: 1]."),
            (s, v) => s with { Selection = s.Selection with { Every = v } }),
        SettingOption.Of(
            Whole("--patience", "N", "End after N validations without a new best, and keep the best weights."),
            (s, v) => s with { Selection = s.Selection with { Patience = v } }),
        SettingOption.Of(
            Whole("--plateau", "N", "Halve the learning rate after N validations without a new best."),
            (s, v) => s with { Selection = s.Selection with { PlateauPatience = v } }),
        SettingOption.Of(
            Real("--minutes", "X", "End after X minutes of training."),
            (s, v) => s with { Minutes = v }),
        SettingOption.Of(
            Long(
                "--checkpoint-steps", "N",
                "Steps between checkpoints within an epoch [default: one checkpoint an epoch]."),
            (s, v) => s with { Checkpoints = s.Checkpoints with { EverySteps = v } }),
        SettingOption.Of(
            Whole(
                "--checkpoints", "N",
                $"How many of the latest checkpoints are kept [default: {usual.Checkpoints.Keep}]."),
            (s, v) => s with { Checkpoints = s.Checkpoints with { Keep = v } }),
        SettingOption.Of(
            Long("--seed", "N", $"The seed of everything random [default: {usual.Seed}]."),
            (s, v) => s with { Seed = v }),
        SettingOption.Of(Device(), (s, v) => s with { Device = v }),
        SettingOption.Of(Threads(), (s, v) => s with { Threads = v }),
        SettingOption.Of(
            Whole("--test-samples", "N", $"Draws for each image in the final log p(x) [default: {usual.TestSamples}]."),
            (s, v) => s with { TestSamples = v }),
        SettingOption.Of(
            Long(
                "--test-rows", "N",
                "Test images, the first N, that judge the run at its end [default: all; with a continuous "
                    + "flow as many as a minute allows]."),
            (s, v) => s with { TestRows = v }),
    ];

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => settings.Select(setting => setting.Option);

    /// <summary>What a person asked for; the rest as it stood, or the usual.</summary>
    /// <param name="parsed">A command line without mistakes.</param>
    /// <param name="start">The settings to change; the usual ones when null.</param>
    public RunSettings Read(ParseResult parsed, RunSettings? start = null)
    {
        // An end that was set earlier must not come before the one that is asked for now.
        var before = start ?? usual;
        if (parsed.GetResult("--steps") is OptionResult { Implicit: false }) before = before with { Epochs = null };
        return settings.Aggregate(before, (read, setting) => setting.Apply(parsed, read));
    }
}
