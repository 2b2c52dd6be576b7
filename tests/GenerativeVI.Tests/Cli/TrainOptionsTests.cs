using System.CommandLine;
using GenerativeVI.Cli.Commands;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Networks;

namespace GenerativeVI.Tests.Cli;

public class TrainOptionsTests
{
    [Fact]
    public void EveryOptionLandsInTheSettings()
    {
        var read = Read(
            "--data x.npy --data-dir d --shape 3,20,28 --epochs 7 --steps 1234567890123 --batch 64 --latent 5 --top 4 --networks gated "
            + "--hidden 300,200 --activation softplus --likelihood gaussian --spread conditional --min-scale 0.05 --binarize none --lr 3e-4 --warm-up 2.5 "
            + "--prior vamp --components 30 --samples 5 --beta 0.5 --kl draws --seed -9 --device cpu --threads 3 --test-samples 11");
        AssertSame(
            new RunSettings
            {
                Data = "x.npy",
                DataDirectory = "d",
                ImageShape = [3, 20, 28],
                Epochs = 7,
                Steps = 1234567890123,
                Batch = 64,
                LearningRate = 3e-4,
                WarmUp = 2.5,
                Seed = -9,
                Device = "cpu",
                Threads = 3,
                TestSamples = 11,
                Binarization = Binarization.None,
                Model = new ModelSettings
                {
                    Latent = 5,
                    Top = 4,
                    Networks = new() { Kind = NetworkKind.Gated, Hidden = [300, 200], Activation = Activation.Softplus },
                    Likelihood = new() { Family = LikelihoodFamily.Gaussian, Spread = Spread.Conditional, MinimumScale = 0.05 },
                    Prior = new() { Family = PriorFamily.Vamp, Components = 30 },
                },
                Objective = new() { Samples = 5, Beta = 0.5, Kl = KlForm.Draws },
            },
            read);
    }

    /// <summary>Walks every setting of every part: one without an option would keep the usual value, and fail here by its name.</summary>
    [Fact]
    public void EverySettingHasAnOption()
    {
        var usual = RunDescription.Of(new RunSettings());
        var read = RunDescription.Of(Read(Everything(new TrainOptions())));
        // A method of one's own is known to the program that registers it, and to no command line.
        Assert.DoesNotContain(Names(new RunSettings()), name => name is not ("method" or "own") && usual.GetValueOrDefault(name) == read.GetValueOrDefault(name));
    }

    [Fact]
    public void NoOptionMeansTheUsual() => AssertSame(new RunSettings(), Read(""));

    /// <summary>Steps that are asked for are reached: no number of epochs that nobody gave ends the run before them.</summary>
    [Fact]
    public void StepsAloneAreTheEnd()
    {
        Assert.Null(Read("--steps 5").Epochs);
        Assert.Equal((3, 5L), (Read("--steps 5 --epochs 3").Epochs, Read("--steps 5 --epochs 3").Steps));
        Assert.Equal((null, 5L), (Read("--steps 5", start: new RunSettings { Epochs = 4 }).Epochs, Read("--steps 5", start: new RunSettings { Epochs = 4 }).Steps));
        Assert.Equal(4, Read("--seed 2", start: new RunSettings { Epochs = 4 }).Epochs);
    }

    [Fact]
    public void NoOptionMeansTheMethodsOwnSettings() =>
        Assert.All(Recipes.All, recipe => AssertSame(recipe.Defaults, Read("", new TrainOptions(recipe.Defaults))));

    [Fact]
    public void NoneIsALinearModel() => Assert.Empty(Read("--hidden none").Model.Networks.Hidden);

    private static void AssertSame(RunSettings expected, RunSettings actual) => Assert.Equal(RunDescription.Of(expected), RunDescription.Of(actual));

    /// <summary>A line with every option, none at its usual value.</summary>
    private static string Everything(TrainOptions options)
    {
        var usual = RunDescription.Of(new RunSettings()).Values.ToHashSet();
        return string.Join(' ', options.All.Select(option => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {Value(option)}"));

        string Value(Option option) => option switch
        {
            { HelpName: var names } when names!.Contains('|') && !names.Contains("PATH") => names.Split('|').Last(name => !usual.Contains(name)),
            { Name: "--shape" } => "2,2",
            { Name: "--hidden" or "--flow-hidden" or "--prior-flow-hidden" } => "3",
            _ when option.ValueType == typeof(string) => "x",
            _ when option.ValueType == typeof(double) => "0.37",
            _ => "77",
        };
    }

    /// <summary>The names of all leaves, those that are null included; of branches that are null, which are a classifier's and have a command of their own, none.</summary>
    private static IEnumerable<string> Names(object settings, string branch = "") => settings.GetType().GetProperties().Where(p => p.CanWrite).SelectMany(property =>
    {
        var name = branch + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name).Replace('_', ' ');
        var isBranch = property.PropertyType.Namespace!.StartsWith("GenerativeVI", StringComparison.Ordinal) && property.PropertyType.IsClass;
        if (!isBranch) return [name];
        return property.GetValue(settings) is { } inner ? Names(inner, name == "model" ? "" : $"{name} ") : [];
    });

    private static RunSettings Read(string line, TrainOptions? given = null, RunSettings? start = null)
    {
        var (options, command) = (given ?? new TrainOptions(), new RootCommand());
        foreach (var option in options.All) command.Options.Add(option);
        var parsed = command.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(parsed.Errors);
        return options.Read(parsed, start);
    }
}
