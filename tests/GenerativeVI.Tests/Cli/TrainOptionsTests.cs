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
            "--data x.npy --data-dir d --shape 3,20,28 --epochs 7 --steps 1234567890123 --batch 64 --latent 5 "
            + "--hidden 300,200 --activation softplus --gated --likelihood gaussian --spread conditional --min-scale 0.05 --binarize none --lr 3e-4 --warm-up 2.5 --seed -9 --device cpu --threads 3 --test-samples 11");
        Assert.Equal([3L, 20, 28], read.ImageShape!);
        Assert.Equal([300, 200], read.Model.Hidden);
        Assert.Equal(
            new RunSettings
            {
                Data = "x.npy",
                DataDirectory = "d",
                ImageShape = read.ImageShape,
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
                Model = new VaeSettings
                {
                    Latent = 5,
                    Hidden = read.Model.Hidden,
                    Activation = Activation.Softplus,
                    Gated = true,
                    Likelihood = Likelihood.Gaussian,
                    Spread = Spread.Conditional,
                    MinimumScale = 0.05,
                },
            },
            read);
    }

    /// <summary>A new setting without an option would keep its usual value here.</summary>
    [Fact]
    public void EverySettingHasAnOption()
    {
        var (usual, read) = (new RunSettings(), Read(
            "--data x --data-dir d --shape 2,2 --epochs 7 --steps 1 --batch 64 --latent 5 --hidden 3 --activation tanh --gated --likelihood gaussian "
            + "--spread conditional --min-scale 0.05 --binarize none --lr 3e-4 --warm-up 2.5 --seed 9 --device cpu --threads 3 --test-samples 11 "
            + "--warm-up-shape cyclic --lr-shape cosine --clip-norm 2 --clip-value 3 --normalize-gradients --accumulate 2 --average 0.9 --on-non-finite skip --dropout 0.1 "
            + "--precision b-float16 --validation 5 --validate-every 2 --patience 4 --plateau 3 --minutes 1.5 --checkpoint-steps 6 --checkpoints 7"));
        Assert.All(typeof(VaeSettings).GetProperties(), property => Assert.NotEqual(property.GetValue(usual.Model), property.GetValue(read.Model)));
        Assert.All(typeof(OptimizationSettings).GetProperties(), property => Assert.NotEqual(property.GetValue(usual.Optimization), property.GetValue(read.Optimization)));
        Assert.All(typeof(SelectionSettings).GetProperties(), property => Assert.NotEqual(property.GetValue(usual.Selection), property.GetValue(read.Selection)));
        Assert.All(typeof(CheckpointSettings).GetProperties(), property => Assert.NotEqual(property.GetValue(usual.Checkpoints), property.GetValue(read.Checkpoints)));
        Assert.All(
            typeof(RunSettings).GetProperties().Where(p => p.Name != nameof(RunSettings.Method)),
            property => Assert.NotEqual(property.GetValue(usual), property.GetValue(read)));
    }

    [Fact]
    public void NoOptionMeansTheUsual()
    {
        var (usual, read) = (new RunSettings(), Read(""));
        Assert.Equal(usual with { Model = usual.Model with { Hidden = read.Model.Hidden } }, read);
        Assert.Equal(usual.Model.Hidden, read.Model.Hidden);
    }

    [Fact]
    public void NoneIsALinearModel() => Assert.Empty(Read("--hidden none").Model.Hidden);

    private static RunSettings Read(string line)
    {
        var (options, command) = (new TrainOptions(), new RootCommand());
        foreach (var option in options.All) command.Options.Add(option);
        var parsed = command.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(parsed.Errors);
        return options.Read(parsed);
    }
}
