using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI.Tests.Composition;

/// <summary>A logger is told of everything long: run, training, checkpoints, evaluation.</summary>
public sealed class LoggingTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void ARun_IsLoggedFromItsBeginningToItsEnd()
    {
        var (log, run) = (new Logged(), new RunFolder(folder["run"]));
        new Experiment(Settings(epochs: 2), run) { Logger = log }.Train();
        Assert.Contains(run.Path, Assert.Single(log.Of(301)), StringComparison.Ordinal);
        Assert.StartsWith("Training from step 0 to 6: 18 rows in 3 batches an epoch.", Assert.Single(log.Of(101)), StringComparison.Ordinal);
        Assert.Equal([1, 2], log.Of(102).Select(sentence => sentence[6] - '0'));
        Assert.All(log.Of(102), sentence => Assert.Matches(@"^Epoch \d of 2, step \d, in nats: bound -\d+\.\d+ \(Lower\), distortion \d.* rate \d.*, validation \S+; active units [012], \d+ rows/s\.$", sentence));
        Assert.Equal(["Checkpoint of step 3 written.", "Checkpoint of step 6 written."], log.Of(103));
        Assert.Contains("the plan is done", Assert.Single(log.Of(105)), StringComparison.Ordinal);
        Assert.Equal("Evaluating 2 rows with 2 draws each.", Assert.Single(log.Of(201)));
        Assert.Matches(@"^Evaluated: ELBO -\d+\.\d+ nats, log p\(x\) -\d+\.\d+ nats \(Lower, 2 draws\)", Assert.Single(log.Of(202)));
        Assert.Equal($"Run {run.Path}: finished: True.", Assert.Single(log.Of(303)));
        Assert.True(log.Entries[0].Event == 301 && log.Entries[^1].Event == 303);
        Assert.All(log.Entries, entry => Assert.Equal(entry.Event == 103 ? LogLevel.Debug : LogLevel.Information, entry.Level));

        var later = new Logged();
        Experiment.Evaluate(run, samples: 2, logger: later);
        Assert.Equal(log.Of(202).Single().Split(", after")[0], later.Of(202).Single().Split(", after")[0]);
    }

    [Fact]
    public void WhatWentWrong_IsAWarning()
    {
        var (log, run) = (new Logged(), new RunFolder(folder["run"]));
        new Experiment(Settings(epochs: 2), run).Train();
        var newest = Directory.GetFiles(run.Checkpoints).Max(StringComparer.Ordinal)!;
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^5]);
        new Experiment(run.ReadRecord().Settings, run) { IsResumed = true, Logger = log }.Train();
        Assert.Contains(log.Of(302), sentence => sentence.StartsWith($"{newest}: it is damaged", StringComparison.Ordinal));
        Assert.Contains(log.Of(302), sentence => sentence.StartsWith("Resumed at step 3", StringComparison.Ordinal));

        // A rate that no step survives, with what cannot be applied left out.
        var diverging = new Logged();
        var wild = Settings(epochs: 1) with { LearningRate = 1e30, Optimization = new OptimizationSettings { OnNonFinite = NonFiniteAction.Skip } };
        try
        {
            new Experiment(wild, new RunFolder(folder["wild"])) { Logger = diverging }.Train();
        }
        catch (NonFiniteException)
        {
            // The last epoch's sums may have gone with it; what was said before is what counts here.
        }
        Assert.Contains(diverging.Entries, entry => entry is { Level: LogLevel.Warning, Event: 104 } && entry.Sentence.Contains("The step was skipped.", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private RunSettings Settings(int epochs) => new()
    {
        Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)),
        Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [3] } },
        Batch = 6,
        Epochs = epochs,
        TestSamples = 2,
        Device = "cpu",
    };
}
