using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>How many threads make a training's steps fastest, measured on a few of them.</summary>
/// <remarks>
/// Large operations gain from every core; small ones, such as those of flows, lose more by the threads' waiting for one
/// another than they gain. Which of the two a training is made of depends on the machine and on what else it does.
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

    /// <summary>The fewest threads that are about as fast as any number up to <paramref name="most"/>.</summary>
    /// <param name="most">The threads there are, at least 2.</param>
    /// <param name="left">The steps of the training: one of a few seconds is not worth the trial, and gets them all.</param>
    /// <param name="time">Takes so many steps on so many threads and returns the seconds that they took.</param>
    /// <param name="isAsked">Whether to come to an end.</param>
    /// <returns>The number, and the seconds a step by threads, as far as they were measured.</returns>
    public static (int Threads, IReadOnlyDictionary<int, double> SecondsPerStep) Fastest(
        int most, long left, Func<int, int, double> time, Func<bool> isAsked)
    {
        var (spent, perStep) = WarmUp(most, time);
        if (perStep * left < ShortestTraining) return (most, new Dictionary<int, double>());

        var block = (int)Math.Clamp(BlockSeconds / perStep, 1, 1000);
        var rivals = Counts(most).ToList();
        var times = rivals.ToDictionary(count => count, _ => new List<double>());
        double Typical(int count) => times[count].Order().ElementAt(times[count].Count / 2);
        for (var round = 0; round < MostRounds && (round < FewestRounds || spent < Seconds) && rivals.Count > 1; round++)
        {
            foreach (var count in rivals)
            {
                if (isAsked()) return (most, new Dictionary<int, double>());
                var seconds = time(count, block);
                times[count].Add(seconds / block);
                spent += seconds;
            }
            var fastest = rivals.Min(Typical);
            rivals.RemoveAll(count => Typical(count) > Hopeless * fastest);
        }
        var best = rivals.Min(Typical);
        return (rivals.First(count => Typical(count) <= best / Margin), times.Keys.ToDictionary(count => count, Typical));
    }

    // The first steps compile the program and fill the caches.
    private static (double Spent, double PerStep) WarmUp(int most, Func<int, int, double> time)
    {
        var (spent, perStep) = (0.0, 0.0);
        for (var (taken, steps) = (0, 1); taken < MostWarmUpSteps && spent < WarmUpSeconds; (taken, steps) = (taken + steps, steps * 2))
        {
            var seconds = time(most, steps);
            (spent, perStep) = (spent + seconds, seconds / steps);
        }
        return (spent, perStep);
    }

    // 1, 2, 4, … and all of them.
    private static IEnumerable<int> Counts(int most)
    {
        for (var count = 1; count < most; count *= 2) yield return count;
        yield return most;
    }
}

/// <summary>Steps of a training that are timed and not kept.</summary>
internal sealed class TrialSteps(StepRunner runner, IBatchSource source, RandomStream order, Device device) : IDisposable
{
    private readonly EpochTotals totals = new(device, null);
    private IBatchEpoch? batches;
    private long step;

    /// <summary>Takes steps on so many threads.</summary>
    /// <returns>The seconds that they took.</returns>
    public double Time(int threads, int steps)
    {
        set_num_threads(threads);
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
