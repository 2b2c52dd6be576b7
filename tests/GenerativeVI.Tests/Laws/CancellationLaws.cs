using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>Whatever is cancelled ends with an <see cref="OperationCanceledException"/>; a training is in its last checkpoint then, and goes on from it.</summary>
public sealed class CancellationLaws : IDisposable
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private readonly TempFolder folder = new();
    private readonly TensorData data = new(new RandomStream(1).Bernoulli(full(24, 6, value: 0.4f)));

    [Fact]
    public void EveryCall_ThrowsWhenItIsCancelled()
    {
        using var scope = NewDisposeScope();
        var run = Folder("run");
        new Experiment(Settings, run).Train();
        using var recipe = Recipes.Vae(Settings.Model, 6, new RandomStream(1));
        using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 6), new RandomStream(1));
        var (x, y, random) = (randn(20, 3, dtype: ScalarType.Float64), arange(20).remainder(2), new RandomStream(2));
        Action[] calls =
        [
            () => trainer.Run(cancellation: Cancelled),
            () => new Experiment(Settings, Folder("other")).Train(cancellation: Cancelled),
            () => Experiment.Evaluate(run, 2, cancellation: Cancelled),
            () => new BoundEvaluation(recipe.Model).Evaluate(data, 2, random, cancellation: Cancelled),
            () => new BoundEvaluation(recipe.Model).Evaluate(new DataLoader(data, 6), 2, random, cancellation: Cancelled),
            () => new RunEvaluation(run, new EvaluationSettings()).Run(cancellation: Cancelled),
            () => GradientStudy.Of(run, repeats: 20, cancellation: Cancelled),
            () => Codes.Of(run, cancellation: Cancelled),
            () => Report.Write(folder["report.html"], [run], cancellation: Cancelled),
            () => TargetFit.Run(z => -z.square().sum(-1), 2, new TargetSettings(), cancellation: Cancelled),
            () => new RelevanceClassifier().Fit(x, y, random, cancellation: Cancelled),
            () => new RelevanceRegressor().Fit(x, x.select(1, 0), random, cancellation: Cancelled),
        ];
        foreach (var (call, i) in calls.Select((call, i) => (call, i)))
            Assert.True(Record.Exception(call) is OperationCanceledException, $"call {i} did not throw what a cancelled one throws");
    }

    [Fact]
    public void ACancelledRun_GoesOn_AsIfItHadNotBeen()
    {
        new Experiment(Settings, Folder("whole")).Train();
        using var cancelled = new CancellationTokenSource();
        var parts = new Experiment(Settings, Folder("parts"));
        parts.EpochFinished += epoch =>
        {
            if (epoch.Epoch == 1) cancelled.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => parts.Train(cancellation: cancelled.Token));
        var left = Folder("parts").ReadRecord().Outcome!;
        Assert.Equal((false, 1, null), (left.Finished, left.Epochs, left.TestElbo));
        Assert.True(Experiment.Resume(Folder("parts")).Train().Outcome!.Finished);
        Assert.Equal(File.ReadAllBytes(Folder("whole").Weights), File.ReadAllBytes(Folder("parts").Weights));
    }

    [Fact]
    public void AStoppedRun_IsJudged_AndNotFinished()
    {
        using var stopped = new CancellationTokenSource();
        var run = new Experiment(Settings, Folder("run"));
        run.EpochFinished += _ => stopped.Cancel();
        var outcome = run.Train(stop: stopped.Token).Outcome!;
        Assert.Equal((false, 1), (outcome.Finished, outcome.Epochs));
        Assert.NotNull(outcome.TestElbo);
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    private static RunSettings Settings => new()
    {
        Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [3] } },
        Batch = 6,
        Epochs = 3,
        TestSamples = 2,
        Device = "cpu",
    };

    private RunFolder Folder(string name) => new(folder[name]) { Data = new DataInMemory(data, data) };
}
