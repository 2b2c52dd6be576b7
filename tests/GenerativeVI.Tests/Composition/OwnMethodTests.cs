using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Tensors;

namespace GenerativeVI.Tests.Composition;

/// <summary>A method that a program registers has all that the named ones have.</summary>
public sealed class OwnMethodTests : IDisposable
{
    private const string Folder = "GENERATIVEVI_OWN_RUN", Images = "GENERATIVEVI_OWN_IMAGES";

    private readonly TempFolder folder = new();

    public OwnMethodTests() => OwnModel.Register();

    [Fact]
    public void ARun_IsTrained_ReadBack_AndJudged()
    {
        var run = new RunFolder(folder["run"]);
        var settings = Settings(OwnModel.Plain) with
        {
            Own = new Dictionary<string, string> { ["width"] = "6" }, Epochs = 3, WarmUp = 1,
        };
        var outcome = new Experiment(settings, run).Train().Outcome!;
        Assert.True(outcome.Finished);
        Assert.True(File.Exists(run.Samples));

        var read = run.ReadRecord();
        Assert.Equal((OwnModel.Plain, "6"), (read.Settings.Method, read.Settings.Own!["width"]));
        Assert.Equal(1, read.Settings.WarmUp);
        Assert.Equal(Binarization.Dynamic, read.Data.Binarization);
        var text = File.ReadAllText(run.Record);
        Assert.Contains("\"own\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"posterior\"", text, StringComparison.Ordinal);

        Assert.Equal(outcome.TestElbo, Experiment.Evaluate(run, settings.TestSamples).Elbo);
        var judged = new RunEvaluation(run, new EvaluationSettings { Samples = 20, AnnealingSteps = 5 }).Run();
        Assert.Equal(Guarantee.Lower, judged.Bounds.LogLikelihood.Guarantee);
        Assert.NotNull(judged.Annealed);
        Assert.NotNull(judged.Aggregate);

        using var scope = NewDisposeScope();
        using var model = TrainedModel.Load(run.Path);
        Assert.Equal([6, 6], SafeTensors.Load(run.Weights)["encoder.body.0.weight"].shape);
        var codes = model.Encode(zeros(3, 6));
        Assert.Equal([3, 2], codes.shape);
        Assert.Equal([3, 6], model.Decode(codes).shape);
        Assert.Equal([4, 6], model.Sample(4, new RandomStream(1)).shape);
    }

    [Fact]
    public void Killed_AndResumed_ItIsTheRunThatWasLeftAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process is killed by SIGKILL.");
        var images = Settings(OwnModel.Plain).Data!;
        var whole = new RunFolder(folder["whole"]);
        new Experiment(Killable(images), whole).Train();
        var killed = new RunFolder(folder["killed"]);
        var (code, output) = ChildProcess.Run(
            $"{typeof(OwnMethodTests).FullName}.{nameof(TrainUntilKilled)}",
            new Dictionary<string, string> { [Folder] = killed.Path, [Images] = images });
        Assert.True(code != 0 && File.Exists(killed.Weights), output);
        Assert.False(killed.ReadRecord().Outcome!.Finished);
        var notes = new List<string>();
        var again = Experiment.Resume(killed);
        again.Note += notes.Add;
        again.Train();
        Assert.Contains(notes, note => note.StartsWith("Resumed at step ", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(whole.Weights), File.ReadAllBytes(killed.Weights));
        Assert.Equal(whole.ReadRecord().Outcome!.TestLogLikelihood, killed.ReadRecord().Outcome!.TestLogLikelihood);
    }

    [Fact(Explicit = true)]
    public void TrainUntilKilled()
    {
        var run = new RunFolder(Environment.GetEnvironmentVariable(Folder)!);
        var experiment = new Experiment(Killable(Environment.GetEnvironmentVariable(Images)!), run);
        experiment.EpochFinished += epoch =>
        {
            if (epoch.Epoch == 3) Process.GetCurrentProcess().Kill();
        };
        experiment.Train();
    }

    [Fact]
    public void AnotherSettingOfItsOwn_IsNoResumption()
    {
        var run = new RunFolder(folder["run"]);
        new Experiment(Settings(OwnModel.Plain) with { Steps = 2 }, run).Train();
        var other = Experiment.Resume(run, settings => settings with
        {
            Steps = 4, Own = new Dictionary<string, string> { ["slope"] = "2" },
        });
        Assert.Contains("own", Assert.Throws<DataException>(() => other.Train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsSeed_DecidesTheFirstWeightsOfTorchsOwnLayers()
    {
        byte[] Weights(string name, long seed)
        {
            var run = new RunFolder(folder[name]);
            new Experiment(Settings(OwnModel.Plain) with { Steps = 1, Seed = seed }, run).Train();
            return File.ReadAllBytes(run.Weights);
        }

        var first = Weights("first", 1);
        Assert.Equal(first, Weights("again", 1));
        Assert.NotEqual(first, Weights("other", 2));
    }

    [Fact]
    public void ItIsReported_Studied_AndExported()
    {
        var (plain, dense) = (new RunFolder(folder["plain"]), new RunFolder(folder["dense"]));
        new Experiment(Settings(OwnModel.Plain) with { Epochs = 1 }, plain).Train();
        new Experiment(Settings(OwnModel.Dense) with { Epochs = 1 }, dense).Train();

        Report.Write(folder["report.html"], plain.Path, dense.Path);
        var page = File.ReadAllText(folder["report.html"]);
        Assert.Contains($"{OwnModel.Plain} on ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out:", page, StringComparison.Ordinal);
        Assert.Equal(
            [OwnModel.Dense, OwnModel.Plain],
            RunCatalogue.Find(folder.Path, RunOrder.Name).Select(listing => listing.Settings["method"]));

        var study = GradientStudy.Of(plain, repeats: 20, batch: 6);
        Assert.Contains(study.Estimators, estimator => estimator is { Estimator: "pathwise", Why: null });

        using (var model = TrainedModel.Load(dense.Path))
            Assert.All(model.Export(folder["onnx"], ExportForm.Onnx), file => Assert.True(File.Exists(file)));
        using var other = TrainedModel.Load(plain.Path);
        Assert.Contains(
            "no ONNX graph is known for a PlainEncoder",
            Assert.Throws<ArgumentException>(() => other.Export(folder["none"], ExportForm.Onnx)).Message,
            StringComparison.Ordinal);
        Assert.True(File.Exists(other.Export(folder["weights"], ExportForm.SafeTensors).Single()));
    }

    [Fact]
    public void ASemiImplicitOne_IsSandwiched()
    {
        var run = new RunFolder(folder["run"]);
        new Experiment(Settings(OwnModel.Mixed) with { Steps = 2 }, run).Train();
        var settings = new EvaluationSettings { Samples = 5, Sandwich = true, Limit = 1, Tolerance = 5 };
        Assert.NotNull(new RunEvaluation(run, settings).Run().Sandwich);
        Assert.Contains(
            "is a method of your own",
            Assert.Throws<ArgumentException>(() =>
                new RunEvaluation(run, settings with { MixingSamples = 3 }).Run()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AMethodThatIsNotRegistered_IsRefusedInOneSentence_AndStillListed()
    {
        var run = new RunFolder(folder["run"]);
        new Experiment(Settings(OwnModel.Dense) with { Steps = 2 }, run).Train();
        File.WriteAllText(run.Record, File.ReadAllText(run.Record).Replace(OwnModel.Dense, "of-a-friend", StringComparison.Ordinal));
        Func<object>[] uses =
        [
            () => TrainedModel.Load(run.Path), () => Experiment.Evaluate(run, 2),
            () => Experiment.Resume(run).Train(), () => GradientStudy.Of(run, repeats: 20),
            () => new RunEvaluation(run, new EvaluationSettings()).Run(), () => Codes.Of(run),
        ];
        foreach (var use in uses)
        {
            var sentence = Assert.Throws<DataException>(use).Message;
            Assert.StartsWith($"{run.Path}: \"of-a-friend\" ", sentence, StringComparison.Ordinal);
            Assert.Contains("Recipes.Register", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', sentence);
        }
        Assert.Equal("of-a-friend", Assert.Single(RunCatalogue.Find(folder.Path)).Settings["method"]);
        Report.Write(folder["report.html"], run.Path);
        Assert.Contains("Recipes.Register", File.ReadAllText(folder["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreRegisteredOnce_AndListed()
    {
        foreach (var name in (string[])[OwnModel.Plain, "vae", "lenet-svd"])
            Assert.StartsWith($"{name}: there is a method of this name already", Refused(name), StringComparison.Ordinal);
        Assert.StartsWith("name: ", Refused(" "), StringComparison.Ordinal);
        Assert.Equal(OwnModel.Plain, Recipes.Find(OwnModel.Plain).Name);
        Assert.Contains(
            $", {OwnModel.Dense}", Assert.Throws<ArgumentException>(() => Recipes.Find("nothing")).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(Recipes.All, recipe => recipe.Name == OwnModel.Plain);

        string Refused(string name) => Assert.Throws<ArgumentException>(
            () => Recipes.Register(OwnModel.Entry(name), (_, _, _, _) => null!)).Message;
    }

    [Fact]
    public void WhatIsNoWholeModel_IsRefused()
    {
        Recipes.Register(OwnModel.Entry("tests-own-nothing"), (_, _, _, _) => null!);
        Recipes.Register(OwnModel.Entry("tests-own-lost"), (settings, data, random, _) =>
        {
            var other = Recipes.Compose(Recipes.Find(OwnModel.Dense).Defaults, data, random);
            return new Recipe
            {
                Name = settings.Method,
                Module = nn.Linear(1, 1),
                Model = other.Model,
                Prior = other.Prior,
                Encoder = other.Encoder,
                Decoder = other.Decoder,
                Latent = other.Latent,
                MakePhases = () => [],
            };
        });
        Assert.Contains("made no whole recipe", Refused("tests-own-nothing"), StringComparison.Ordinal);
        Assert.Contains("would not be kept", Refused("tests-own-lost"), StringComparison.Ordinal);

        string Refused(string name) => Assert.Throws<ArgumentException>(
            () => Recipes.Compose(Recipes.Find(name).Defaults, new DataDescription([6]), new RandomStream(1))).Message;
    }

    public void Dispose() => folder.Dispose();

    private static RunSettings Killable(string images) => Recipes.Find(OwnModel.Plain).Defaults with
    {
        Data = images,
        Batch = 6,
        TestSamples = 2,
        Device = "cpu",
        Threads = 1,
        Epochs = 6,
        Checkpoints = new() { EverySteps = 2 },
    };

    private RunSettings Settings(string method) => Recipes.Find(method).Defaults with
    {
        Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)),
        Batch = 6,
        TestSamples = 2,
        Device = "cpu",
    };
}
