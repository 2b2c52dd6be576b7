using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Composition;

public sealed class ExperimentTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void StoppedBeforeItsFirstStep_ItSaysSo_AndStartsOverWhenResumed()
    {
        var settings = new RunSettings
        {
            Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)),
            Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [3] } },
            Batch = 6,
            Epochs = 1,
            TestSamples = 2,
        };
        var run = new RunFolder(folder["run"]);
        Assert.Throws<OperationCanceledException>(() => new Experiment(settings, run).Train(cancellation: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(run.Weights));

        var record = Experiment.Resume(run).Train();
        Assert.True(record.Outcome!.Finished);
        Assert.Equal(3, record.Outcome.Steps);
    }

    public void Dispose() => folder.Dispose();
}
