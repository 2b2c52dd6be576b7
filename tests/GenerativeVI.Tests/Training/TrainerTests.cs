using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

/// <summary>On a bound −½ (w − 3)², whose steps of gradient ascent are known, over 10 rows in batches of 4.</summary>
public sealed class TrainerTests : IDisposable
{
    private const double Rate = 0.1;
    private readonly TensorData data = new(ones(10, 2, dtype: ScalarType.Float64));
    private readonly Scalar model = new();

    [Fact]
    public void EveryStep_AscendsTheSurrogate()
    {
        Trainer(1, Phase("only", Bound)).Run();
        // w ← w + 0.1 (3 − w), three times from zero.
        Assert.Equal(3 * (1 - Math.Pow(0.9, 3)), model.Value, 1e-12);
    }

    [Fact]
    public void EpochFinished_IsCalledOncePerEpoch_WithItsMeans()
    {
        var epochs = new List<TrainingProgress>();
        var trainer = Trainer(3, Phase("only", Bound));
        trainer.EpochFinished += epochs.Add;
        var last = trainer.Run();
        Assert.Equal([(1, 3L), (2, 6L), (3, 9L)], epochs.Select(e => (e.Epoch, e.Step)));
        Assert.All(epochs, e => Assert.Equal((3, 9L, true, Guarantee.Lower), (e.Epochs, e.Steps, e.EpochFinished, e.Guarantee)));
        Assert.Same(epochs[^1], last);

        // Rows weigh the same: batches of 4, 4 and 2, at w before each step.
        var bounds = Enumerable.Range(0, 3).Select(step => -0.5 * Math.Pow(3 * Math.Pow(0.9, step), 2)).ToArray();
        Assert.Equal((4 * bounds[0] + 4 * bounds[1] + 2 * bounds[2]) / 10, epochs[0].Bound!.Value, 1e-12);
        Assert.Equal(-epochs[0].Bound!.Value, epochs[0].Distortion, 1e-12);
        Assert.Equal(0, epochs[0].Rate!.Value, 1e-12);
    }

    [Fact]
    public void MaximumSteps_EndInTheMiddleOfAnEpoch()
    {
        var last = Trainer(new TrainingPlan { Epochs = 10, MaximumSteps = 4 }, Phase("only", Bound)).Run()!;
        Assert.Equal((2, 4, 4), (last.Epoch, last.Step, last.Steps));
        Assert.Equal(3 * (1 - Math.Pow(0.9, 4)), model.Value, 1e-12);
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(3, 1, 2)]
    public void MeasuredThreads_AreTheFaster_AndTheTrainingRunsOnThem(int millisecondsOnOne, int millisecondsOnTwo, int expected)
    {
        using var two = new Threads(2);
        var seen = new List<int>();
        var trainer = Trainer(2, Phase("only", step =>
        {
            seen.Add(get_num_threads());
            Thread.Sleep(get_num_threads() == 1 ? millisecondsOnOne : millisecondsOnTwo);
            return Bound(step);
        }));
        var notes = new List<string>();
        trainer.Note += notes.Add;
        Assert.Equal(expected, trainer.MeasureThreads());
        Assert.Equal([1, 2], seen.Distinct().Order());
        Assert.Equal(expected == 1 ? 1 : 0, notes.Count(note => note.StartsWith("Trains on 1 of 2 threads", StringComparison.Ordinal)));
        Assert.Equal((0L, 0.0), (trainer.Step, model.Value));

        seen.Clear();
        trainer.Run();
        Assert.Equal(Enumerable.Repeat(expected, 6), seen);
        Assert.Equal(2, get_num_threads());
        Assert.Equal(3 * (1 - Math.Pow(0.9, 6)), model.Value, 1e-12);
    }

    [Fact]
    public void MeasuringThreads_CanBeCancelled_AndSurvivesABoundThatIsNotFinite()
    {
        using var two = new Threads(2);
        var trainer = Trainer(1, Phase("only", step => Bound(step) with { Surrogate = model.Weight * double.NaN }));
        Assert.Equal(2, trainer.MeasureThreads());
        Assert.Throws<NonFiniteException>(() => trainer.Run());
        Assert.Equal(2, Trainer(1, Phase("only", Bound)).MeasureThreads(new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StoppedOrCancelled_ItEndsAfterTheCurrentStep_AndGoesOn(bool isCancelled)
    {
        using var source = new CancellationTokenSource();
        var steps = 0;
        var trainer = Trainer(10, Phase("only", step =>
        {
            if (++steps == 5) source.Cancel();
            return Bound(step);
        }));
        TrainingProgress? told = null;
        trainer.EpochFinished += progress => told = progress;
        if (isCancelled)
            Assert.Contains("cancelled at step 5", Assert.Throws<OperationCanceledException>(() => trainer.Run(cancellation: source.Token)).Message, StringComparison.Ordinal);
        else Assert.Equal(5, trainer.Run(stop: source.Token)!.Step);
        Assert.Equal((5, 2, 5), (told!.Step, told.Epoch, steps));
        Assert.Equal(3 * (1 - Math.Pow(0.9, 5)), model.Value, 1e-12);
        Assert.Equal(trainer.Plan.Epochs, trainer.Run()!.Epoch);
    }

    [Fact]
    public void CancelledOrStoppedBeforeTheFirstStep_NothingHappens()
    {
        var trainer = Trainer(1, Phase("only", Bound));
        Assert.Throws<OperationCanceledException>(() => trainer.Run(cancellation: new CancellationToken(canceled: true)));
        Assert.Null(trainer.Run(stop: new CancellationToken(canceled: true)));
        Assert.Equal((0, 0.0), (trainer.Step, model.Value));
    }

    [Fact]
    public void Phases_TakeTheirStepsInOrderOnTheSameBatch()
    {
        var steps = new List<(string Phase, long Rows, double Epoch)>();
        Func<TrainingStep, Bound> Noted(string name) => step =>
        {
            steps.Add((name, step.Batch.Value.shape[0], step.Epoch));
            return Bound(step);
        };
        Trainer(1, Phase("first", Noted("first")), Phase("second", Noted("second")) with { StepsPerBatch = 2 }).Run();
        Assert.Equal(["first", "second", "second", "first", "second", "second", "first", "second", "second"], steps.Select(s => s.Phase));
        Assert.Equal([4, 4, 4, 4, 4, 4, 2, 2, 2], steps.Select(s => s.Rows));
        Assert.Equal([0, 1.0 / 3, 2.0 / 3], steps.Select(s => s.Epoch).Distinct());
    }

    [Theory]
    [InlineData("draw", "the draw z of the posterior")]
    [InlineData("likelihood", "the log-likelihood log p(x|z)")]
    [InlineData("ratio", "the log-ratio log p(z) − log q(z|x)")]
    public void ABoundThatIsNoNumber_StopsTheRun_NamingStepPhaseAndTerm(string broken, string term)
    {
        var steps = 0;
        var trainer = Trainer(10, Phase("fine", Bound), Phase("broken", step => Bound(step, ++steps == 5 ? broken : "")));
        var error = Assert.Throws<NonFiniteException>(() => trainer.Run());
        Assert.StartsWith($"step 5, phase broken: {term} is not finite; the step was not applied.", error.Message, StringComparison.Ordinal);
        // Five steps of the first phase, four of the second.
        Assert.Equal(3 * (1 - Math.Pow(0.9, 9)), model.Value, 1e-12);
    }

    [Fact]
    public void Progress_IsToldTheStepsDone()
    {
        var told = new List<TrainingProgress>();
        Trainer(2, Phase("only", step =>
        {
            Thread.Sleep(60);
            return Bound(step);
        })).Run(progress: new Collected<TrainingProgress>(told));
        Assert.NotEmpty(told);
        Assert.All(told, p => Assert.False(p.EpochFinished));
        Assert.Equal(told.Select(p => p.Step).Order().Distinct(), told.Select(p => p.Step));
    }

    [Fact]
    public void MeaninglessArguments_AreRefused()
    {
        Assert.Contains("at least one phase", Assert.Throws<ArgumentException>(() => Trainer(1)).Message, StringComparison.Ordinal);
        Assert.Contains("epochs: expected at least 1, got 0.", Assert.Throws<ArgumentException>(() => Trainer(0, Phase("only", Bound))).Message, StringComparison.Ordinal);
    }

    /// <summary>An objective of one's own needs neither a number nor parts, and may come by row.</summary>
    [Fact]
    public void ABoundOfASurrogateAlone_Trains()
    {
        TrainingProgress? epoch = null;
        var trainer = Trainer(1, Phase("only", step => new Bound(null, (model.Weight - 3).square().mul(-0.5).expand(step.Batch.Value.shape[0]), Guarantee.None)));
        trainer.EpochFinished += found => epoch = found;
        trainer.Run();
        Assert.Equal(3 * (1 - Math.Pow(0.9, 3)), model.Value, 1e-12);
        Assert.Equal((null, double.NaN, null), (epoch!.Bound, epoch.Distortion, epoch.Rate));
    }

    [Theory]
    [InlineData("gave no surrogate")]
    [InlineData("expected a scalar or [B], got [1, 4]")]
    [InlineData("carries no gradient")]
    [InlineData("the surrogate of the objective is not finite")]
    public void ABoundThatTrainsNothing_IsRefused(string sentence)
    {
        var trainer = Trainer(1, Phase("only", step => sentence switch
        {
            "gave no surrogate" => null!,
            "carries no gradient" => new Bound(null, ones(4), Guarantee.None),
            "expected a scalar or [B], got [1, 4]" => new Bound(null, model.Weight.expand(1, 4), Guarantee.None),
            _ => new Bound(null, model.Weight.log() - double.PositiveInfinity, Guarantee.None),
        }));
        Assert.Contains(sentence, Assert.ThrowsAny<Exception>(() => trainer.Run()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        data.Dispose();
        model.Dispose();
    }

    private Trainer Trainer(int epochs, params Phase[] phases) => Trainer(new TrainingPlan { Epochs = epochs }, phases);

    private Trainer Trainer(TrainingPlan plan, params Phase[] phases) => new(model, phases, new DataLoader(data, 4), new RandomStream(1), plan);

    private Phase Phase(string name, Func<TrainingStep, Bound> objective) => new(name, optim.SGD(model.parameters(), Rate), objective);

    private Bound Bound(TrainingStep step) => Bound(step, "");

    private Bound Bound(TrainingStep step, string broken)
    {
        var rows = step.Batch.Value.shape[0];
        Tensor Part(Tensor value, string name) => broken == name ? value * double.NaN : value;
        var likelihood = Part((model.Weight - 3).square().mul(-0.5).expand(1, rows), "likelihood");
        var ratio = Part(zeros(1, rows, dtype: ScalarType.Float64), "ratio");
        var draw = new Draw(Part(zeros(1, rows, 1, dtype: ScalarType.Float64), "draw"));
        var total = likelihood + ratio + draw.Value.squeeze(-1);
        return new Bound(total.detach().squeeze(0), total.mean(), Guarantee.Lower, new LogTerms(draw, likelihood, new RatioEstimate(ratio, ratio), new Standing(Guarantee.Exact, Weighting.PerDraw)));
    }

    private sealed class Scalar : nn.Module
    {
        private readonly TorchSharp.Modules.Parameter weight = new(zeros(1, dtype: ScalarType.Float64));

        public Scalar()
            : base(nameof(Scalar)) => RegisterComponents();

        public Tensor Weight => weight;

        public double Value => weight.item<double>();
    }
}
