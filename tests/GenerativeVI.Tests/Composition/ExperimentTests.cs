using GenerativeVI.Data;
using GenerativeVI.Tests.Data;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

public sealed class ExperimentTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void StoppedBeforeItsFirstStep_ItSaysSo_AndStartsOverWhenResumed()
    {
        var settings = Settings() with { Epochs = 1 };
        var run = new RunFolder(folder["run"]);
        Assert.Throws<OperationCanceledException>(() => new Experiment(settings, run).Train(cancellation: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(run.Weights));

        var record = Experiment.Resume(run).Train();
        Assert.True(record.Outcome!.Finished);
        Assert.Equal(3, record.Outcome.Steps);
    }

    [Fact]
    public void StepsAlone_AreReached_HoweverManyEpochsTheyTake()
    {
        // Three batches an epoch, so that the usual 20 epochs would end after 60.
        var epochs = new List<TrainingProgress>();
        var experiment = new Experiment(Settings() with { Steps = 71 }, new RunFolder(folder["run"]));
        experiment.EpochFinished += epochs.Add;
        Assert.Equal((71L, 24), (experiment.Train().Outcome!.Steps, epochs[^1].Epoch));
        Assert.All(epochs, epoch => Assert.Equal((24, 71L), (epoch.Epochs, epoch.Steps)));
    }

    [Fact]
    public void WithoutAnEnd_TheUsualOneIsRecorded()
    {
        var record = new Experiment(Settings() with { Minutes = 1e-6 }, new RunFolder(folder["run"])).Train();
        Assert.Equal(RunSettings.UsualEpochs, record.Settings.Epochs);
    }

    [Fact]
    public void TheDataIsRecorded_AsItWasFound()
    {
        foreach (var file in KnownData.Find("mnist")!.Files) folder.Write($"sets/mnist/{file.Name}", [1]);
        var notes = new List<string>();
        var settled = DataChoice.Settle(new RunSettings { DataDirectory = folder["x/../sets"] }, notes.Add);
        Assert.Equal(("mnist", folder["sets"]), (settled.Data, settled.DataDirectory));
        Assert.StartsWith("no data named: mnist", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(settled, DataChoice.Settle(settled));

        var (settings, run) = (Settings(), new RunFolder(folder["run"]));
        new Experiment(settings with { Data = folder["x/../images-idx3-ubyte"], Steps = 1 }, run).Train();
        Assert.Equal(settings.Data, run.ReadRecord().Settings.Data);
    }

    [Fact]
    public void DataThatMoved_IsFoundWhereItIsSaidToBe()
    {
        var (settings, run) = (Settings() with { Steps = 2 }, new RunFolder(folder["run"]));
        var before = new Experiment(settings, run).Train().Outcome!.TestElbo!;
        Directory.CreateDirectory(folder["moved"]);
        File.Move(settings.Data!, folder["moved/images-idx3-ubyte"]);
        Assert.Throws<DataException>(() => Experiment.Evaluate(run, settings.TestSamples));
        Assert.Equal(before, Experiment.Evaluate(run, settings.TestSamples, dataDirectory: folder["moved"]).Elbo);
        using var codes = Codes.Of(run, dataDirectory: folder["moved"]);
        Report.Write(folder["with.html"], [run], dataDirectory: folder["moved"]);
        Report.Write(folder["without.html"], [run]);
        Assert.DoesNotContain("Left out:", File.ReadAllText(folder["with.html"]), StringComparison.Ordinal);
        Assert.Contains("Left out:", File.ReadAllText(folder["without.html"]), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private RunSettings Settings() => new()
    {
        Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)),
        Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [3] } },
        Batch = 6,
        TestSamples = 2,
        Device = "cpu",
    };
}
