namespace GenerativeVI.Models;

/// <summary>The w̃ of all columns of x that gives the greatest evidence, by fits at some: with every α at its best it has no update of its own, since a weight that is pruned is its w̃ and holds it there.</summary>
internal static class PriorMeanSearch
{
    private const int FirstTries = 9, Refinements = 12;

    /// <summary>The machine of the greatest evidence, never below that at w̃ = 0.</summary>
    /// <param name="columns">D.</param>
    /// <param name="settings">How; the bias keeps w̃ = 0.</param>
    /// <param name="fit">Fits a machine to all rows.</param>
    public static FittedMachines Best(long columns, RelevanceSettings settings, Func<RelevanceSettings, FittedMachines> fit)
    {
        var (at, best) = (0.0, fit(At(0)));
        try
        {
            // Where weights lie, their w̃ may be.
            var weights = best.Machines.SelectMany(machine => machine.Weights.Mean.narrow(0, 0, machine.Weights.Basis.Count).cpu().data<double>().ToArray())
                .Append(0).Order().ToArray();
            double[] tries = [.. Enumerable.Range(0, FirstTries).Select(i => Quantile(weights, i / (FirstTries - 1.0))).Distinct()];
            foreach (var mean in tries) Try(mean);
            // The golden section between the best one's neighbours.
            var place = Array.IndexOf(tries, tries.MinBy(mean => Math.Abs(mean - at)));
            var (from, to) = (tries[Math.Max(place - 1, 0)], tries[Math.Min(place + 1, tries.Length - 1)]);
            var share = (Math.Sqrt(5) - 1) / 2;
            var (low, high) = (to - share * (to - from), from + share * (to - from));
            var (ofLow, ofHigh) = (Try(low), Try(high));
            for (var i = 2; i < Refinements && to - from > 1e-3 * (1 + Math.Abs(at)); i++)
            {
                if (ofLow > ofHigh)
                {
                    (to, high, ofHigh) = (high, low, ofLow);
                    ofLow = Try(low = to - share * (to - from));
                }
                else
                {
                    (from, low, ofLow) = (low, high, ofHigh);
                    ofHigh = Try(high = from + share * (to - from));
                }
            }
            return best with { Report = best.Report with { PriorMean = at } };
        }
        catch
        {
            best.Dispose();
            throw;
        }

        double Try(double mean)
        {
            var one = fit(At(mean));
            var score = one.Score;
            if (score > best.Score) (at, best, one) = (mean, one, best);
            one.Dispose();
            return score;
        }

        RelevanceSettings At(double mean) => settings with
        {
            LearnsPriorMean = false,
            PriorMean = [.. Enumerable.Repeat(mean, (int)columns), .. settings.Bias ? new[] { 0.0 } : []],
        };
    }

    private static double Quantile(double[] rising, double share)
    {
        var place = share * (rising.Length - 1);
        var below = (int)place;
        return rising[below] + (place - below) * (rising[Math.Min(below + 1, rising.Length - 1)] - rising[below]);
    }
}
