using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>Maximizes the objectives of its phases over the batches of a data set.</summary>
/// <remarks>One dispose scope holds a step's tensors. Shuffles, binarization and every phase draw from streams of their own, so that a run depends on its seed alone.</remarks>
public sealed class Trainer
{
    // On a GPU a look at a number stops the queue, so it is done once in a while.
    private const int ChecksApart = 50;

    private readonly nn.Module model;
    private readonly IReadOnlyList<Phase> phases;
    private readonly DataLoader loader;
    private readonly RandomStream random;

    /// <summary>A trainer.</summary>
    /// <param name="model">The module that is trained; put into training mode.</param>
    /// <param name="phases">At least one, in the order of their steps.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="random">The stream of the training.</param>
    public Trainer(nn.Module model, IReadOnlyList<Phase> phases, DataLoader loader, RandomStream random)
    {
        if (phases.Count == 0) throw new ArgumentException("a training has at least one phase.", nameof(phases));
        (this.model, this.phases, this.loader, this.random) = (model, phases, loader, random);
    }

    /// <summary>Called at the end of every epoch, with its means; before the next one begins.</summary>
    public event Action<TrainingProgress>? EpochFinished;

    /// <summary>Trains.</summary>
    /// <param name="epochs">How many passes over the data, at least 1.</param>
    /// <param name="maximumSteps">An end after so many batches, in the middle of an epoch if need be; none when null.</param>
    /// <param name="progress">Told about ten times a second.</param>
    /// <param name="cancellation">Ends the running epoch after its current step, as if the data ended there.</param>
    /// <returns>The last epoch's progress.</returns>
    /// <exception cref="NonFiniteException">A bound is not finite; the message names step, phase and term, and the step was not applied.</exception>
    public TrainingProgress Run(int epochs, long? maximumSteps = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (epochs < 1) throw new ArgumentOutOfRangeException(nameof(epochs), $"epochs: expected at least 1, got {epochs}.");
        model.train();
        var steps = Math.Min(epochs * loader.Count, maximumSteps ?? long.MaxValue);
        var clock = Stopwatch.StartNew();
        TrainingProgress? last = null;
        for (long step = 0; step < steps && !cancellation.IsCancellationRequested;)
        {
            last = Epoch(ref step, steps, epochs, clock, progress, cancellation);
            EpochFinished?.Invoke(last);
        }
        return last ?? throw new OperationCanceledException("the training was cancelled before its first step.", cancellation);
    }

    private TrainingProgress Epoch(ref long step, long steps, int epochs, Stopwatch clock, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var epochScope = NewDisposeScope();
        var order = loader.Shuffle(random.Split("shuffle"));
        using var totals = new EpochTotals(loader.Data.Values.device);
        var (start, epoch, lastReport) = (clock.Elapsed, (int)(step / loader.Count) + 1, TimeSpan.Zero);
        for (long number = 0; number < loader.Count && step < steps && !cancellation.IsCancellationRequested; number++, step++)
        {
            using (NewDisposeScope())
            {
                var batch = loader.Take(order, number, random.Split("binarization"));
                Step(batch, step, totals);
            }
            if (progress is null || clock.Elapsed - lastReport < TimeSpan.FromMilliseconds(100)) continue;
            lastReport = clock.Elapsed;
            progress.Report(Describe(step + 1, finished: false));
        }
        if (!totals.AreFinite()) throw new NonFiniteException($"a bound stopped being finite before step {step}, in epoch {epoch}; try a smaller learning rate.");
        return Describe(step, finished: true);

        TrainingProgress Describe(long at, bool finished)
        {
            var (bound, distortion, rate) = totals.Means();
            return new TrainingProgress(epoch, epochs, at, steps, bound, totals.Guarantee, distortion, rate, totals.Rows / (clock.Elapsed - start).TotalSeconds, clock.Elapsed.TotalSeconds, finished);
        }
    }

    private void Step(Batch batch, long step, EpochTotals totals)
    {
        foreach (var phase in phases)
        {
            for (var repeat = 0; repeat < phase.StepsPerBatch; repeat++)
            {
                var bound = phase.Objective(new TrainingStep(batch, random.Split(phase.Name), (double)step / loader.Count));
                if (loader.Data.Values.device_type == DeviceType.CPU || step % ChecksApart == 0) RequireFinite(bound, step, phase);
                // Null gradients instead of zeroed ones: the backward pass then hands over its buffers instead of adding to old ones.
                foreach (var parameter in phase.Optimizer.parameters()) parameter.grad = null;
                bound.Surrogate.neg().backward();
                phase.Optimizer.step();
                if (ReferenceEquals(phase, phases[0]) && repeat == 0) totals.Add(bound, batch.Value.shape[0]);
            }
        }
    }

    private static void RequireFinite(Bound bound, long step, Phase phase)
    {
        if (double.IsFinite(bound.Surrogate.ToDouble())) return;
        var term = !bound.Terms.Draw.Value.isfinite().all().item<bool>() ? "the draw z of the posterior"
            : !bound.Terms.LogLikelihood.isfinite().all().item<bool>() ? "the log-likelihood log p(x|z)"
            : "the log-ratio log p(z) − log q(z|x)";
        throw new NonFiniteException($"step {step + 1}, phase {phase.Name}: {term} is not finite; the step was not applied. Try a smaller learning rate, or look at the data.");
    }
}
