using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

/// <summary>Records and checkpoints changed at random places: accepted or refused in a sentence that names the file, quickly and without much memory.</summary>
public sealed class HostileRunTests : IDisposable
{
    private const long Budget = 64L << 20;

    private static readonly int Trials = Effort.Draws(10_000, 300);

    private readonly TempFolder folder = new();

    [Fact]
    public void ARecord_IsReadOrRefused()
    {
        var run = new RunFolder(folder["run"]);
        var source = new Provenance("set", "/place", "as they come", [3, 4], 10, 0, 2, [new SourceFile("/place/file", 7, "ab")]);
        run.WriteRecord(new RunRecord
        {
            Settings = new RunSettings { Data = "set", Steps = 5 },
            Data = new DataProtocol(source, Binarization.Dynamic),
            Environment = new RunEnvironment("0", "1.13", ".NET", "cpu", 1),
            Outcome = new RunOutcome(false, 1, 2, 3.5),
        });
        Survives(run.Record, () => run.ReadRecord());
    }

    [Fact]
    public void ACheckpoint_IsRefused()
    {
        using var data = TensorData.From(new ImageSet(new ByteImages(new byte[24], [2, 3, 4])));
        var random = new RandomStream(1);
        using var recipe = Recipes.Vae(new ModelSettings { Latent = 1, Networks = new() { Hidden = [2] } }, 12, random.Split("weights"));
        var checkpoints = new Checkpoints(folder["checkpoints"], keep: 1);
        using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 2), random, checkpoints: checkpoints);
        trainer.Run();
        var refused = Survives(Assert.Single(checkpoints.Last), () => checkpoints.LoadLatest(trainer));
        Assert.Equal(Trials, refused);
    }

    public void Dispose() => folder.Dispose();

    private static int Survives(string path, Action read)
    {
        var (sound, random, refused) = (File.ReadAllBytes(path), new Random(1), 0);
        var clock = new Stopwatch();
        for (var trial = 0; trial < Trials; trial++)
        {
            byte[] damaged;
            do damaged = Mutation.Of(sound, random);
            while (damaged.AsSpan().SequenceEqual(sound));
            File.WriteAllBytes(path, damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            clock.Restart();
            try
            {
                read();
            }
            catch (DataException e)
            {
                refused++;
                Assert.Contains(Path.GetDirectoryName(path)!, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Budget);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);    // the machine may be busy; a file that hangs a reader takes longer than that
        }
        Assert.True(refused > Trials / 10, $"only {refused} of {Trials} damaged files were refused");
        return refused;
    }
}
