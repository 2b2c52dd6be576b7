using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>How a training's steps use threads best, measured on a few of them.</summary>
/// <remarks>
/// Large operations gain from every core; small ones, such as those of flows, lose more by the threads' waiting for one
/// another than they gain, and gain from parts of a batch side by side. What a training is made of, and what else the machine
/// does, decides.
/// </remarks>
internal static class ThreadTrial
{
    // A larger number takes cores from others, and a near tie would fall now one way, now the other: it has to win by this.
    private const double Margin = 0.95;

    // What is slower than the best by this much is not looked at again.
    private const double Hopeless = 1.5;

    /// <summary>A training of fewer steps is not worth it.</summary>
    public const int FewestSteps = 200;

    private const int MostWarmUpSteps = 32, FewestRounds = 2, MostRounds = 8;
    private const double WarmUpSeconds = 0.3, BlockSeconds = 0.02, Seconds = 0.7, ShortestTraining = 4;

    /// <summary>The parallelism with the fewest threads that is about as fast as any.</summary>
    /// <param name="most">The threads there are, at least 2.</param>
    /// <param name="byRow">Whether batches may be taken in parts.</param>
    /// <param name="usual">What is taken when there is no trial, and to warm up.</param>
    /// <param name="left">The steps of the training: one of a few seconds is not worth the trial, and gets them all.</param>
    /// <param name="time">Takes so many steps so and returns the seconds that they took.</param>
    /// <param name="isAsked">Whether to come to an end.</param>
    /// <returns>The best, and the seconds a step of all, as far as they were measured.</returns>
    public static (Parallelism Best, IReadOnlyDictionary<Parallelism, double> SecondsPerStep) Fastest(
        int most, bool byRow, Parallelism usual, long left, Func<Parallelism, int, double> time, Func<bool> isAsked)
    {
        var (spent, perStep) = WarmUp(usual, time);
        if (perStep * left < ShortestTraining) return (usual, new Dictionary<Parallelism, double>());

        var block = (int)Math.Clamp(BlockSeconds / perStep, 1, 1000);
        var rivals = Ways(most, byRow).ToList();
        var times = rivals.ToDictionary(way => way, _ => new List<double>());
        double Typical(Parallelism way) => times[way].Order().ElementAt(times[way].Count / 2);
        for (var round = 0; round < MostRounds && (round < FewestRounds || spent < Seconds) && rivals.Count > 1; round++)
        {
            foreach (var way in rivals)
            {
                if (isAsked()) return (usual, new Dictionary<Parallelism, double>());
                var seconds = time(way, block);
                times[way].Add(seconds / block);
                spent += seconds;
            }
            var fastest = rivals.Min(Typical);
            rivals.RemoveAll(way => Typical(way) > Hopeless * fastest);
        }
        var best = rivals.Min(Typical);
        return (rivals.First(way => Typical(way) <= best / Margin), times.Keys.ToDictionary(way => way, Typical));
    }

    // The first steps compile the program and fill the caches.
    private static (double Spent, double PerStep) WarmUp(Parallelism usual, Func<Parallelism, int, double> time)
    {
        var (spent, perStep) = (0.0, 0.0);
        for (var (taken, steps) = (0, 1); taken < MostWarmUpSteps && spent < WarmUpSeconds; (taken, steps) = (taken + steps, steps * 2))
        {
            var seconds = time(usual, steps);
            (spent, perStep) = (spent + seconds, seconds / steps);
        }
        return (spent, perStep);
    }

    // 1, 2, 4, … and all threads, in operations and in parts.
    private static IEnumerable<Parallelism> Ways(int most, bool byRow)
    {
        for (var count = 1; ; count = Math.Min(most, count * 2))
        {
            yield return new Parallelism(1, count);
            if (byRow && count > 1) yield return new Parallelism(count, 1);
            if (count == most) yield break;
        }
    }
}

/// <summary>Steps of a training that are timed and not kept.</summary>
internal sealed class TrialSteps(StepRunner runner, IBatchSource source, RandomStream order, Device device) : IDisposable
{
    private readonly EpochTotals totals = new(device, null);
    private IBatchEpoch? batches;
    private long step;

    /// <summary>Takes steps so.</summary>
    /// <returns>The seconds that they took.</returns>
    public double Time(Parallelism way, int steps)
    {
        runner.Parts = way.Parts;
        set_num_threads(way.Threads);
        var watch = Stopwatch.StartNew();
        for (var end = step + steps; step < end; step++)
        {
            if (step % source.Count == 0) Begin();
            using var scope = NewDisposeScope();
            runner.Take(batches!, step, isFinal: false, totals);
        }
        return watch.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batches?.Dispose();
        totals.Dispose();
    }

    private void Begin()
    {
        batches?.Dispose();
        order.Counter = step / source.Count;
        batches = source.Begin(order);
    }
}
