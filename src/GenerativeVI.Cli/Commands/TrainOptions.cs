using System.CommandLine;
using System.Text.Json;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Networks;
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

    /// <summary>What a person asked for; the usual where they did not.</summary>
    /// <param name="parsed">A command line without mistakes.</param>
    public RunSettings Read(ParseResult parsed) => settings.Aggregate(Usual, (all, setting) => setting.Apply(parsed, all));

    private static (Option, Func<ParseResult, RunSettings, RunSettings>) Set<T>(Option<T> option, Func<RunSettings, T, RunSettings> with) =>
        (option, (parsed, all) => parsed.GetResult(option) is { Implicit: false } ? with(all, parsed.GetValue(option)!) : all);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
