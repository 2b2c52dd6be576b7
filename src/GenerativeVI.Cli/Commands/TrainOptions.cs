using System.CommandLine;
using System.Text.Json;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Training;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that decide a run: each declared once, beside the setting that it sets.</summary>
public sealed class TrainOptions
{
    private static readonly RunSettings Usual = new();

    private readonly (Option Option, Func<ParseResult, RunSettings, RunSettings> Apply)[] settings =
    [
        Set(
            Text(
                "--data",
                "NAME|PATH",
                "A known set (gvi data list), or your own: an idx, npy or csv file, or a folder of PNG files [default: mnist, else fashion-mnist]."),
            (s, v) => s with { Data = v }),
        Set(
            Text("--data-dir", "DIR", "A folder to look for known sets in first; GENERATIVEVI_DATA names one for good."),
            (s, v) => s with { DataDirectory = v }),
        Set(
            Wholes(
                "--shape",
                "H,W",
                "The shape of one image where the file does not say, such as 28,28.",
                "whole numbers with commas, such as 28,28",
                none: false),
            (s, v) => s with { ImageShape = [.. v] }),
        Set(
            Whole("--epochs", "N", $"Passes over the training images [default: {Usual.Epochs}]."),
            (s, v) => s with { Epochs = v }),
        Set(
            Long("--steps", "N", "End after so many batches, in the middle of an epoch if need be."),
            (s, v) => s with { Steps = v }),
        Set(Whole("--batch", "N", $"Images in a batch [default: {Usual.Batch}]."), (s, v) => s with { Batch = v }),
        Set(
            Whole("--latent", "N", $"Dimensions of the latent z [default: {Usual.Model.Latent}]."),
            (s, v) => s with { Model = s.Model with { Latent = v } }),
        Set(
            Wholes(
                "--hidden",
                "N,N…",
                $"Widths of the encoder's hidden layers, the decoder's in reverse; none for a linear model [default: {string.Join(',', Usual.Model.Hidden)}].",
                "widths with commas, such as 200,200, or none",
                none: true),
            (s, v) => s with { Model = s.Model with { Hidden = v } }),
        Set(
            Choice<Activation>("--activation", $"The nonlinearity between layers [default: {Name(Usual.Model.Activation)}]."),
            (s, v) => s with { Model = s.Model with { Activation = v } }),
        Set(
            Flag("--gated", "Gated layers, value times sigmoid(gate), instead of activated ones."),
            (s, v) => s with { Model = s.Model with { Gated = v } }),
        Set(
            Choice<Likelihood>("--likelihood", $"What a pixel is, given z [default: {Name(Usual.Model.Likelihood)}]."),
            (s, v) => s with { Model = s.Model with { Likelihood = v } }),
        Set(
            Choice<Spread>("--spread", $"What the scale of a Gaussian likelihood depends on [default: {Name(Usual.Model.Spread)}]."),
            (s, v) => s with { Model = s.Model with { Spread = v } }),
        Set(
            Real("--min-scale", "X", $"The least scale of a Gaussian likelihood; white is 1 [default: {Usual.Model.MinimumScale}]."),
            (s, v) => s with { Model = s.Model with { MinimumScale = v } }),
        Set(
            Choice<Binarization>(
                "--binarize",
                "How grey pixels become bits: once, or at every sight anew [default: dynamic for bernoulli, none for gaussian]."),
            (s, v) => s with { Binarization = v }),
        Set(
            Real("--lr", "X", $"Adam's learning rate [default: {Usual.LearningRate}]."),
            (s, v) => s with { LearningRate = v }),
        Set(
            Real("--warm-up", "N", $"Epochs over which the KL's weight rises to 1; reported numbers are never weighted [default: {Usual.WarmUp}]."),
            (s, v) => s with { WarmUp = v }),
        Set(
            Choice<WarmUpShape>("--warm-up-shape", "How it rises [default: linear]."),
            (s, v) => s with { Optimization = s.Optimization with { WarmUp = v } }),
        Set(
            Choice<RateShape>("--lr-shape", "How the learning rate changes over the run [default: constant]."),
            (s, v) => s with { Optimization = s.Optimization with { Rate = v } }),
        Set(
            Real("--clip-norm", "X", "The most the norm of all gradients may be."),
            (s, v) => s with { Optimization = s.Optimization with { ClipNorm = v } }),
        Set(
            Real("--clip-value", "X", "The most an element of a gradient may be."),
            (s, v) => s with { Optimization = s.Optimization with { ClipValue = v } }),
        Set(
            Flag("--normalize-gradients", "Divide every parameter's gradient by its norm."),
            (s, v) => s with { Optimization = s.Optimization with { NormalizeGradients = v } }),
        Set(
            Whole("--accumulate", "N", "Batches whose gradients make one update [default: 1]."),
            (s, v) => s with { Optimization = s.Optimization with { Accumulate = v } }),
        Set(
            Real("--average", "D", "Keep a moving average of the weights with this decay, such as 0.999, and judge and keep that."),
            (s, v) => s with { Optimization = s.Optimization with { Average = v } }),
        Set(
            Choice<NonFiniteAction>("--on-non-finite", "What to do when a bound or gradient is not finite [default: stop]."),
            (s, v) => s with { Optimization = s.Optimization with { OnNonFinite = v } }),
        Set(
            Real("--dropout", "P", "The share of hidden units dropped in training [default: 0]."),
            (s, v) => s with { Model = s.Model with { Dropout = v } }),
        Set(
            Choice<Precision>("--precision", "The arithmetic of matrix products; b-float16 is faster where the processor has it [default: full]."),
            (s, v) => s with { Model = s.Model with { Precision = v } }),
        Set(
            Long("--validation", "N", "Hold out the last N training images to judge the run while it trains [default: the data's own validation images, if any]."),
            (s, v) => s with { Selection = s.Selection with { Rows = v } }),
        Set(
            Whole("--validate-every", "N", "Epochs between validations [default: 1]."),
            (s, v) => s with { Selection = s.Selection with { Every = v } }),
        Set(
            Whole("--patience", "N", "End after so many validations without a new best, and keep the best weights."),
            (s, v) => s with { Selection = s.Selection with { Patience = v } }),
        Set(
            Whole("--plateau", "N", "Halve the learning rate after so many validations without a new best."),
            (s, v) => s with { Selection = s.Selection with { PlateauPatience = v } }),
        Set(
            Real("--minutes", "X", "End after so many minutes of training."),
            (s, v) => s with { Minutes = v }),
        Set(
            Long("--checkpoint-steps", "N", "Steps between checkpoints within an epoch [default: one checkpoint an epoch]."),
            (s, v) => s with { Checkpoints = s.Checkpoints with { EverySteps = v } }),
        Set(
            Whole("--checkpoints", "N", $"How many of the last checkpoints are kept [default: {Usual.Checkpoints.Keep}]."),
            (s, v) => s with { Checkpoints = s.Checkpoints with { Keep = v } }),
        Set(
            Long("--seed", "N", $"The seed of everything random [default: {Usual.Seed}]."),
            (s, v) => s with { Seed = v }),
        Set(Device(), (s, v) => s with { Device = v }),
        Set(Threads(), (s, v) => s with { Threads = v }),
        Set(
            Whole("--test-samples", "N", $"S, the draws an image of the final log p(x) [default: {Usual.TestSamples}]."),
            (s, v) => s with { TestSamples = v }),
    ];

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => settings.Select(setting => setting.Option);

    /// <summary>What a person asked for; the rest as it stood, or the usual.</summary>
    /// <param name="parsed">A command line without mistakes.</param>
    /// <param name="start">The settings to change; the usual ones when null.</param>
    public RunSettings Read(ParseResult parsed, RunSettings? start = null) => settings.Aggregate(start ?? Usual, (all, setting) => setting.Apply(parsed, all));

    private static (Option, Func<ParseResult, RunSettings, RunSettings>) Set<T>(Option<T> option, Func<RunSettings, T, RunSettings> with) =>
        (option, (parsed, all) => parsed.GetResult(option) is { Implicit: false } ? with(all, parsed.GetValue(option)!) : all);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
