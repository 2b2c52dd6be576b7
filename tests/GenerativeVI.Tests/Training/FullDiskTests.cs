using GenerativeVI.Cli;
using GenerativeVI.Tests.Cli;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Training;

/// <summary>A disk that fills up or turns read-only while checkpoints are written: the last good one is intact, the disk is named, and the run goes on to the same bytes afterwards.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Epochs = 5;

    private readonly TempFolder folder = new();
    private readonly RunSettings settings;
    private readonly byte[] calm;

    public FullDiskTests()
    {
        Mount.RequirePossible();
        settings = new RunSettings
        {
            Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(40)),
            Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [64], Dropout = 0.2 } },
            Optimization = new OptimizationSettings { Average = 0.9 },
            Batch = 16,
            Epochs = Epochs,
            TestSamples = 2,
            Device = "cpu",
        };
        calm = Finish(new Experiment(settings, Run("calm")), Run("calm"));
    }

    /// <summary>Room for so many checkpoints: none of the next, a part of it, or all of it and then a part of something else.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.95)]
    [InlineData(1.3)]
    [InlineData(1.9)]
    public void AFullDisk_LeavesTheLastCheckpointWhole(double room)
    {
        var run = Run("disk/run");
        using var disk = Mount.Disk(folder["disk"], 4 << 20);
        var experiment = new Experiment(settings, run);
        string? ballast = null;
        Dictionary<string, byte[]> good = [];
        experiment.EpochFinished += epoch =>
        {
            if (epoch.Epoch != 2) return;
            good = Checkpoints(run);
            ballast = disk.Fill((long)(room * good.Values.Single().Length));
        };
        var error = Assert.Throws<IOException>(() => experiment.Train());
        Assert.Equal(28, error.HResult);
        Assert.Contains(run.Path, error.Message, StringComparison.Ordinal);
        AssertWhole(run, good, room < 1);

        File.Delete(ballast!);
        Assert.Equal(calm, Finish(Experiment.Resume(run), run));
    }

    [Fact]
    public void AFolderThatTurnsReadOnly_LeavesTheLastCheckpointWhole()
    {
        var run = Run("run");
        var experiment = new Experiment(settings, run);
        Mount? mount = null;
        Dictionary<string, byte[]> good = [];
        experiment.EpochFinished += epoch =>
        {
            if (epoch.Epoch != 2) return;
            good = Checkpoints(run);
            mount = Mount.ReadOnly(run.Checkpoints);
        };
        var error = Assert.Throws<IOException>(() => experiment.Train());
        using (mount!)
        {
            Assert.Contains(run.Checkpoints, error.Message, StringComparison.Ordinal);
            Assert.Contains("Read-only", error.Message, StringComparison.Ordinal);
            AssertWhole(run, good, none: true);
        }
        Assert.Equal(calm, Finish(Experiment.Resume(run), run));
    }

    [Fact]
    public void TheCommandLine_NamesTheFullDiskAndTheRemedy()
    {
        var run = Run("disk/run");
        using (var disk = Mount.Disk(folder["disk"], 4 << 20))
        {
            var ballast = disk.Fill(2 * Checkpoints(Run("calm")).Values.First().Length);
            string[] train = ["train", "vae", "--data", settings.Data!, "--hidden", "64", "--latent", "2", "--epochs", "50", "--test-samples", "2", "--threads", "1", "--out", run.Path, "--quiet"];
            Gvi.Run(train).AssertRefused(CommandLine.Failed, "the disk is full", run.Path, "make room");
            // Not even the lock can be written, and that is not somebody else's.
            File.Delete(ballast);
            ballast = disk.Fill(0);
            Gvi.Run("train", "--resume", run.Path, "--quiet").AssertRefused(CommandLine.Failed, "the disk is full", run.Path, "make room");
            File.Delete(ballast);
            Assert.Equal(CommandLine.Done, Gvi.Run("train", "--resume", run.Path, "--quiet").Code);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void ADiskThatTakesNoMoreFiles_IsNamedToo(int files)
    {
        using var disk = Mount.Disk(folder["disk"], 4 << 20, files);
        string[] train =
        [
            "train", "vae", "--data", settings.Data!, "--hidden", "4", "--latent", "2", "--epochs", "2",
            "--test-samples", "2", "--threads", "1", "--out", folder["disk/run"], "--quiet",
        ];
        Gvi.Run(train).AssertRefused(CommandLine.Failed, "the disk is full", folder["disk/run"], "make room");
    }

    [Fact]
    public void TheCommandLine_NamesTheReadOnlyFolderAndTheRemedy()
    {
        var run = Run("run");
        Finish(new Experiment(settings, run), run);
        using (Mount.ReadOnly(run.Path))
            Gvi.Run("train", "--resume", run.Path, "--epochs", "6", "--quiet").AssertRefused(CommandLine.Failed, run.Path, "cannot be written", "Read-only", "--out");
        using (Mount.ReadOnly(run.Checkpoints))
            Gvi.Run("train", "--resume", run.Path, "--epochs", "6", "--quiet").AssertRefused(CommandLine.Failed, "the disk is read-only", run.Checkpoints, "mount it for writing");
        Assert.Equal(CommandLine.Done, Gvi.Run("train", "--resume", run.Path, "--epochs", "6", "--quiet").Code);
    }

    public void Dispose() => folder.Dispose();

    private RunFolder Run(string name) => new(folder[name]);

    private static byte[] Finish(Experiment experiment, RunFolder run)
    {
        Assert.True(experiment.Train().Outcome!.Finished);
        return File.ReadAllBytes(run.Weights);
    }

    private static Dictionary<string, byte[]> Checkpoints(RunFolder run) => Directory.GetFiles(run.Checkpoints).ToDictionary(path => path, File.ReadAllBytes);

    private static void AssertWhole(RunFolder run, Dictionary<string, byte[]> good, bool none)
    {
        Assert.NotEmpty(good);
        var now = Checkpoints(run);
        if (none) Assert.Equal(good.Keys, now.Keys);
        Assert.All(good.Where(file => none || now.ContainsKey(file.Key)), file => Assert.Equal(file.Value, now[file.Key]));
        Assert.DoesNotContain(now.Keys, path => Path.GetFileName(path).StartsWith('.'));
    }
}
