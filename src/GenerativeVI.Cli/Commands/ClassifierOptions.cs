using System.CommandLine;
using System.CommandLine.Parsing;
using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of a classifier, and those of a latent-variable model that mean nothing to it.</summary>
internal static class ClassifierOptions
{
    private static readonly string[] OfLatentModels =
        ["--binarize", "--warm-up", "--warm-up-shape", "--test-samples", "--test-rows", .. ModelOptions.All(new()).Concat(MethodOptions.All(new())).Select(option => option.Option.Name)];

    public static IEnumerable<SettingOption> All(ClassifierSettings usual) =>
    [
        Of(
            NamedChoice("--network", "LeNet-300-100, fully connected, or LeNet-5-Caffe, convolutional [default: 300-100].",
                new Dictionary<string, ClassifierNetwork> { ["300-100"] = ClassifierNetwork.FullyConnected, ["5"] = ClassifierNetwork.Convolutional }),
            (s, v) => Classifier(s, c => c with { Network = v })),
        Of(
            Flag("--dense", "Train the same network by maximum likelihood: no posteriors, nothing to prune."),
            (s, v) => Classifier(s, c => c with { Sparse = !v })),
        Of(
            Real("--log-variance", "X", $"The first log σ² of every weight [default: {usual.InitialLogVariance}]."),
            (s, v) => Classifier(s, c => c with { InitialLogVariance = v })),
        Of(
            Real("--threshold", "X", $"The greatest log α of a weight that is kept [default: {usual.Threshold}]."),
            (s, v) => Classifier(s, c => c with { Threshold = v })),
        Of(
            Real(
                "--warm-up-share", "X",
                "The share of the run over which the KL's weight rises to 1; it is 0 for the first quarter "
                    + $"of that share [default: {usual.WarmUpShare}]."),
            (s, v) => Classifier(s, c => c with { WarmUpShare = v })),
    ];

    /// <summary>Whether an option of all trainings is one of a classifier's too.</summary>
    public static bool Serves(SettingOption option) => !OfLatentModels.Contains(option.Option.Name);

    /// <summary>Refuses what was asked of a classifier and means nothing to it.</summary>
    /// <exception cref="UsageException">There is such an option.</exception>
    public static void Check(ParseResult parsed, RunSettings settings)
    {
        if (settings.Classifier is null) return;
        var meaningless = OfLatentModels.FirstOrDefault(name => parsed.GetResult(name) is OptionResult { Implicit: false });
        if (meaningless is not null)
            throw new UsageException($"{meaningless}: this run trains a classifier, which has no such setting; leave it out.");
    }

    private static RunSettings Classifier(RunSettings settings, Func<ClassifierSettings, ClassifierSettings> change) =>
        settings with { Classifier = change(settings.Classifier!) };
}
