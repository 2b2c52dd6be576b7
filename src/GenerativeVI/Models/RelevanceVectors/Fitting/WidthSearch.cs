using System.Globalization;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// The choice of a kernel's width, by rows held out or by evidence, and the machine of all rows at it.
/// </summary>
internal sealed class WidthSearch
{
    // Up to this many rows each is held out once, in this many parts; of more rows one part separates the widths well
    // enough.
    private const int LeastRows = 10, FewRows = 1000, Parts = 5;

    // A search needs to tell widths apart, and not the last digit of an α.
    private const double Tolerance = 1e-2;
    private const int Iterations = 200, Nodes = 16, MostCandidates = 500, MostGrowth = 500;

    /// <summary>How much worse than held-out rows' choice that of the evidence may predict before a person is told,
    /// nats a row.</summary>
    public const double MostLoss = 0.05;

    private readonly RelevanceSettings settings;
    private readonly Func<RelevanceSettings, Tensor?, RandomStream, HeldOutTrace?, FittedMachines> fit;
    private readonly Func<FittedMachines, Tensor, (double Loss, double Error)> judge;
    private readonly Func<Tensor, double, HeldOutTrace?> trace;
    private readonly RandomStream random;

    /// <summary>A search.</summary>
    /// <param name="settings">How machines are fitted; with widths.</param>
    /// <param name="fit">Fits one to some rows by their numbers, int64, or to all.</param>
    /// <param name="judge">The mean loss of rows that it did not see, nats a row, and its error on them.</param>
    /// <param name="trace">What watches a fit over those rows, given the bar; null where nothing can.</param>
    /// <param name="random">The stream of everything drawn.</param>
    public WidthSearch(
        RelevanceSettings settings, Func<RelevanceSettings, Tensor?, RandomStream, HeldOutTrace?, FittedMachines> fit, Func<FittedMachines, Tensor, (double Loss, double Error)> judge,
        Func<Tensor, double, HeldOutTrace?> trace, RandomStream random) => (this.settings, this.fit, this.judge, this.trace, this.random) = (settings, fit, judge, trace, random);

    /// <summary>The machine of the width that is chosen, or of the given kernel where there are no widths.</summary>
    /// <param name="inputs">x, [N, D].</param>
    /// <param name="canBeParted">Whether a machine may be fitted to these of the rows alone.</param>
    /// <param name="progress">Receives the share of the widths that were tried.</param>
    public FittedMachines Best(Tensor inputs, Func<Tensor, bool> canBeParted, IProgress<double>? progress)
    {
        if (settings.LearnsPriorMean) return PriorMeanSearch.Best(inputs.shape[1], settings, chosen => fit(chosen, null, random, null));
        var scales = new ScaleSearch(settings.Scales, fit, trace, Sketch, random);
        if (settings.Widths is not { } widths)
        {
            return settings.Scales == KernelScales.Shared ? fit(settings, null, random, null)
                : scales.Best(settings, Parted(inputs.shape[0], canBeParted), () => fit(settings, null, random, null));
        }
        var parts = Parted(inputs.shape[0], canBeParted);
        if (settings.WidthBy == WidthChoice.Evidence || parts.Count == 0)
        {
            var most = ByEvidence(widths, parts, progress);
            return scales.Best(settings with { Kernel = most.Kernel, Widths = null }, parts, () => most, most);
        }
        var trials = HeldOut(widths, parts, progress);
        // Where no width can be fitted, the fit of all rows says why.
        var best = Best(trials) ?? trials[0];
        var machines = scales.Best(At(best.Width), parts, () => Final(At(best.Width)));
        progress?.Report(1);
        return machines with { Report = machines.Report with { Search = trials } };
    }

    // Neither side always ends at the greater evidence: wide kernels have near copies, of which growth takes the wrong one, and pruning
    // stops at rows that are good enough among all.
    private FittedMachines Final(RelevanceSettings at)
    {
        var pruned = fit(at, null, random, null);
        if (!at.TriesBothSides) return pruned;
        FittedMachines? grown = null;
        try
        {
            grown = fit(at with { Algorithm = RelevanceAlgorithm.Sequential, Iterations = Math.Min(at.Iterations, MostGrowth) }, null, random, null);
        }
        catch (ArgumentException)
        {
            return pruned;
        }
        catch
        {
            pruned.Dispose();
            throw;
        }
        var (kept, left) = grown.Score > pruned.Score ? (grown, pruned) : (pruned, grown);
        left.Dispose();
        return kept;
    }

    private RelevanceSettings At(double width) => settings with { Kernel = new RbfKernel(width), Widths = null };

    // Wide kernels first: their machines are small, and set the bar.
    private List<WidthTrial> HeldOut(IReadOnlyList<double> widths, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts, IProgress<double>? progress)
    {
        var (trials, bars) = (new List<WidthTrial>(), Enumerable.Repeat(double.PositiveInfinity, parts.Count).ToArray());
        var all = widths.Count + (settings.RefinesWidths ? 3 : 1);
        foreach (var width in widths.OrderDescending()) Try(width);
        if (settings.RefinesWidths && Best(trials) is { } best)
        {
            foreach (var width in Between([.. widths.Order()], best.Width)) Try(width);
        }
        return trials;

        void Try(double width)
        {
            trials.Add(Tried(width, parts, bars));
            progress?.Report((double)trials.Count / all);
        }
    }

    private static WidthTrial? Best(IEnumerable<WidthTrial> trials) => trials.Where(trial => trial.HeldOutLoss is not null).MinBy(trial => trial.HeldOutLoss);

    // Halfway between one of some widths, by ratio, and those beside it.
    private static IEnumerable<double> Between(double[] rising, double width)
    {
        var place = Array.IndexOf(rising, width);
        if (place + 1 < rising.Length) yield return Math.Sqrt(width * rising[place + 1]);
        if (place > 0) yield return Math.Sqrt(width * rising[place - 1]);
    }

    private WidthTrial Tried(double width, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts, double[] bars)
    {
        var sketch = Sketch(At(width));
        var (loss, error, rows) = (0.0, 0.0, 0L);
        for (var i = 0; i < parts.Count; i++)
        {
            using var scope = NewDisposeScope();
            var (fitted, held) = parts[i];
            var watch = trace(held, bars[i]);
            using var machines = Sketched(sketch, fitted, watch);
            // A width that cannot win one part is not fitted to the others.
            if (machines is null || watch?.GaveUp == true) return new WidthTrial(width, null, null, null, IsGivenUp: true);
            var (one, wrong) = judge(machines, held);
            if (watch is not null) bars[i] = Math.Min(bars[i], watch.Last);
            (loss, error, rows) = (loss + one * held.shape[0], error + wrong * held.shape[0], rows + held.shape[0]);
        }
        return new WidthTrial(width, null, loss / rows, error / rows);
    }

    private static RelevanceSettings Sketch(RelevanceSettings of) => of with
    {
        Candidates = Math.Min(of.Candidates ?? MostCandidates, MostCandidates),
        Tolerance = Math.Max(of.Tolerance, Tolerance),
        Iterations = Math.Min(of.Iterations, Iterations),
        Nodes = Math.Min(of.Nodes, Nodes),
    };

    // Null where there is no machine of that width: what the others say is no worse for it.
    private FittedMachines? Sketched(RelevanceSettings sketch, Tensor rows, HeldOutTrace? watch)
    {
        try
        {
            return fit(sketch, rows, random.Split("search"), watch);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private FittedMachines ByEvidence(IReadOnlyList<double> widths, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts, IProgress<double>? progress)
    {
        FittedMachines? best = null;
        var trials = new List<WidthTrial>();
        var chosen = double.NaN;
        try
        {
            foreach (var width in widths)
            {
                var one = fit(At(width), null, random, null);
                trials.Add(new WidthTrial(width, one.Score, null, null));
                if (best is null || one.Score > best.Score) (chosen, best, one) = (width, one, best);
                one?.Dispose();
                progress?.Report((double)trials.Count / (widths.Count + (parts.Count > 0 ? 1 : 0)));
            }
            var report = best!.Report with { Search = trials };
            if (parts.Count > 0)
            {
                // The evidence's own choice to its end, whatever the others do.
                var own = Tried(chosen, parts, [.. parts.Select(_ => double.PositiveInfinity)]);
                var held = HeldOut([.. widths.Where(width => width != chosen)], parts, null).Append(own).ToDictionary(trial => trial.Width);
                report = report with
                {
                    Search = [.. trials.Select(trial => held[trial.Width] with { Evidence = trial.Evidence })],
                    Warning = Warning(own, Best(held.Values) ?? own),
                };
                progress?.Report(1);
            }
            return best with { Report = report };
        }
        catch
        {
            best?.Dispose();
            throw;
        }
    }

    private static string? Warning(WidthTrial chosen, WidthTrial best) => chosen.HeldOutLoss > best.HeldOutLoss + MostLoss
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"the width {chosen.Width:G3} of the greatest evidence remembers rows: of rows held out it has a loss of {chosen.HeldOutLoss:F3} nats and an error of {chosen.HeldOutError:G3}, the width {best.Width:G3} {best.HeldOutLoss:F3} nats and {best.HeldOutError:G3}; choose by held-out rows.")
        : null;

    // Rows to fit and rows held out; none where there are too few.
    private List<(Tensor Fitted, Tensor Held)> Parted(long count, Func<Tensor, bool> canBeParted)
    {
        if (count < LeastRows) return [];
        var order = random.Split("held out").Permutation(count);
        var size = count / Parts;
        List<(Tensor Fitted, Tensor Held)> parts = [.. Enumerable.Range(0, count <= FewRows ? Parts : 1).Select(i =>
        {
            var (from, to) = (i * size, i == Parts - 1 ? count : (i + 1) * size);
            return (cat([order.narrow(0, 0, from), order.narrow(0, to, count - to)], 0), order.narrow(0, from, to - from));
        })];
        return parts.TrueForAll(part => canBeParted(part.Fitted)) ? parts : [];
    }
}
