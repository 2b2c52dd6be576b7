using System.Buffers.Binary;
using GenerativeVI.Cli;
using GenerativeVI.Data;
using GenerativeVI.Tests.Cli;
using GenerativeVI.Tests.Data;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

/// <summary>Classes are the different labels of the training images, whatever numbers they are.</summary>
public sealed class ClassNumberTests : IDisposable
{
    private const int Rows = 40;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Labels that say the same in other numbers give the same run, and cost no more.</summary>
    [Theory]
    [InlineData("cvae", 1)]
    [InlineData("cvae", 100_000_000)]
    [InlineData("lenet-svd", 100_000_000)]
    public void Labels_AreCountedAndNotSpanned(string method, int first)
    {
        var (plain, far) =
            (Train(method, "plain", i => i % 3), Train(method, $"far {first}", i => first + 7 * (i % 3)));
        Assert.Equal((3, null), (plain.Data.Classes, plain.Data.ClassValues));
        Assert.Equal(3, far.Data.Classes);
        Assert.Equal([first, first + 7, first + 14], far.Data.ClassValues!);
        Assert.Equal(plain.Outcome!.TestElbo, far.Outcome!.TestElbo);
        Assert.Equal(plain.Outcome.Classification?.NegativeLogLikelihood,
            far.Outcome.Classification?.NegativeLogLikelihood);
        Assert.Equal(1, far.Data.ClassOf(first + 7));
        Assert.StartsWith(
            $"label: expected one of the classes of the training images ({first}, {first + 7}, {first + 14}), got 1.",
            Assert.Throws<ArgumentException>(() => far.Data.ClassOf(first == 1 ? 2 : 1))
            .Message.Replace("got 2", "got 1", StringComparison.Ordinal), StringComparison.Ordinal);
        if (method != "cvae") return;
        var run = new RunFolder(folder[$"far {first}/run"]);
        Assert.Equal(far.Outcome.TestElbo, Experiment.Evaluate(run, 2).Elbo);
        using var codes = Codes.Of(run);
        Assert.Equal(4, codes.Mean.shape[0]);
    }

    [Theory]
    [InlineData("cvae")]
    [InlineData("lenet-svd")]
    public void LabelsThatTheTestImagesAloneHave_AreRefusedBeforeAnythingIsTrained(string method)
    {
        // Sorted by class, so that the last images are of a class of their own.
        Samples.Refused(() => Train(method, "sorted", i => i / 4), folder["sorted"],
            "test images of the classes that training images have (0, 1, 2, 3, 4, 5, 6, 7, 8)", "found class 9",
            "shuffle");
        Samples.Refused(() => Train(method, "unknown", i => i % 3 - 1), folder["unknown"],
            "expected labels from 0, found -1");
        Samples.Refused(() => Train(method, "held out", i => i < 36 ? i / 4 : 0, heldOut: 4), folder["held out"],
            "none of class 8 but the last 4, which Selection.Rows holds out");
        Assert.All(["sorted", "unknown", "held out"], name =>
            Assert.False(File.Exists(folder[$"{name}/run/model.safetensors"])));
    }

    [Fact]
    public void AModelThatIsNotToldTheClasses_TakesAnyLabels()
    {
        var (sorted, plain) = (Train("vae", "sorted", i => i / 4), Train("vae", "unknown", i => -(i % 3)));
        Assert.Equal(plain.Outcome!.TestElbo, sorted.Outcome!.TestElbo);
    }

    /// <summary>A run of before labels were counted spans them, and stays what it was.</summary>
    [Fact]
    public void ARecordWithoutLabels_IsReadAsItWasWritten()
    {
        var record = Train("cvae", "from one", i => 1 + i % 3);
        var run = new RunFolder(folder["from one/run"]);
        var before = record with { Data = record.Data with { ClassValues = null, Classes = 4 } };
        Assert.Equal(2, before.Data.ClassOf(2));
        run.WriteRecord(before);
        // Four classes do not fit the weights of three, which the file names: the labels were not counted anew.
        Assert.Contains("[", Assert.Throws<DataException>(() => Experiment.Evaluate(run, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ARunWithoutAFiniteBound_HasFailed()
    {
        var (settings, run) =
            (Settings("vae", "wild", i => 0) with { LearningRate = 1e30, Optimization =
            new OptimizationSettings { OnNonFinite = NonFiniteAction.Skip } }, new RunFolder(folder["wild/run"]));
        Assert.Contains("the run has failed",
            Assert.Throws<NonFiniteException>(() => new Experiment(settings, run).Train()).Message,
            StringComparison.Ordinal);
        foreach (
            var command in (string[][])[["sample", run.Path], ["evaluate", run.Path],
            ["encode", run.Path, "--out", folder["codes.npy"]], ["export", run.Path]])
            Assert.Contains("the run has failed", Words.Of(command).Error, StringComparison.Ordinal);
        // Both are told without a result too, as where a run was stopped: a bound that is none, and weights that are no
        // numbers.
        var record = run.ReadRecord();
        run.WriteRecord(record with { Outcome = record.Outcome! with { TestElbo = null, TestLogLikelihood = null } });
        Assert.Contains("its bound on the test images is not finite", Words.Of("evaluate", run.Path, "--samples", "2")
            .Error, StringComparison.Ordinal);
        var weights = File.ReadAllBytes(run.Weights);
        BinaryPrimitives.WriteSingleLittleEndian(weights.AsSpan(weights.Length - 4), float.NaN);
        File.WriteAllBytes(run.Weights, weights);
        Assert.Contains("is not finite; train it anew.", Words.Of("sample", run.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunGoesOn_WithDataThatMoved()
    {
        var (whole, moved) = (Train("vae", "whole", i => 0, epochs: 2), Train("vae", "moved", i => 0));
        Directory.Move(folder["moved/data"], folder["elsewhere"]);
        Directory.CreateDirectory(folder["there"]);
        Directory.Move(folder["elsewhere"], folder["there/data"]);
        var words = Words.Of("train", "--resume", folder["moved/run"], "--epochs", "2", "--data-dir", folder["there"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains($"{folder["moved/data"]} is not there any more; {folder["there/data"]} is taken.", words.Output,
            StringComparison.Ordinal);
        var record = new RunFolder(folder["moved/run"]).ReadRecord();
        Assert.Equal(whole.Outcome!.TestElbo, record.Outcome!.TestElbo);
        Assert.Equal(folder["there/data"], record.Settings.Data);
    }

    [Fact]
    public void EventsGoOn_WhereARunHasSome()
    {
        Train("vae", "seen", i => 0);
        var run = folder["seen/run"];
        Assert.Equal(CommandLine.Done, Words.Of("train", "--resume", run, "--epochs", "2").Code);
        Assert.Empty(Directory.EnumerateFiles(run, "events.*"));
        Assert.Equal(CommandLine.Done, Words.Of("train", "--resume", run, "--epochs", "3", "--tensorboard").Code);
        Assert.Equal(CommandLine.Done, Words.Of("train", "--resume", run, "--epochs", "4").Code);
        Assert.Equal(2, Directory.EnumerateFiles(run, "events.*").Count());
    }

    [Fact]
    public void AModelThatOnnxDoesNotKnow_LeavesNoFile()
    {
        var settings = Settings("vae", "levels", i => 0);
        settings =
            settings with { Model =
            settings.Model with { Likelihood = new LikelihoodSettings { Family = LikelihoodFamily.LogisticMixture } } };
        new Experiment(settings, new RunFolder(folder["levels/run"])).Train();
        var words = Words.Of("export", folder["levels/run"], "--out", folder["exported"]);
        words.AssertRefused(CommandLine.Failed, "no ONNX graph is known for a Decoder<",
            "those for normal encoders and for Bernoulli and normal decoders are");
        Assert.DoesNotContain('`', words.Error);
        Assert.False(Directory.Exists(folder["exported"]));
    }

    [Fact]
    public void TwoProcesses_DoNotTrainOneRun()
    {
        Train("vae", "taken", i => 0);
        var run = folder["taken/run"];
        using (var process = Gvi.Start(Gvi.Home, ["train", "--resume", run, "--epochs", "1000000"]))
        {
            _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            while (process.StandardOutput.ReadLine() is { } line
                && !line.StartsWith("epoch ", StringComparison.Ordinal))
            {
            }
            Words.Of("train", "--resume", run, "--epochs", "1000001")
                .AssertRefused(CommandLine.Failed, run, "the run is in use by ");
            process.Kill();
            process.WaitForExit();
        }
        Assert.Equal(CommandLine.Done, Words.Of("train", "--resume", run, "--steps", "1").Code);
    }

    private RunRecord Train(string method, string name, Func<int, int> label, long? heldOut = null, int epochs = 1) =>
        new Experiment(
            Settings(method, name, label) with { Epochs = epochs, Selection =
            new SelectionSettings { Rows = heldOut } }, new RunFolder(folder[$"{name}/run"])).Train();

    private RunSettings Settings(string method, string name, Func<int, int> label)
    {
        var labels = new byte[4 * Rows];
        for (var i = 0; i < Rows; i++) BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4 * i), label(i));
        folder.Write($"{name}/data/images-idx3-ubyte", Samples.IdxImages(Rows));
        folder.Write($"{name}/data/labels-idx1-ubyte", Samples.Idx(12, [Rows], labels));
        var usual = Recipes.Find(method).Defaults;
        return usual with
        {
            Data = folder[$"{name}/data"],
            Model = usual.Model with { Latent = 2, Networks = new() { Hidden = [3] } },
            Epochs = 1,
            Batch = 8,
            TestSamples = 2,
            Device = "cpu",
        };
    }
}
