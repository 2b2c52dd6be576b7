using System.Globalization;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>Whether the inputs of a kernel take scales of their own, and for how many rounds these climb.</summary>
/// <param name="how">By held-out rows, by evidence, or not.</param>
/// <param name="fit">Fits a machine to some rows by their numbers, or to all.</param>
/// <param name="trace">What looks at rows held out, given a bar; null where nothing can.</param>
/// <param name="sketch">The settings of a fit that is only to be compared.</param>
/// <param name="random">The stream of everything drawn.</param>
internal sealed class ScaleSearch(
    KernelScales how, Func<RelevanceSettings, Tensor?, RandomStream, HeldOutTrace?, FittedMachines> fit,
    Func<Tensor, double, HeldOutTrace?> trace, Func<RelevanceSettings, RelevanceSettings> sketch, RandomStream random)
{
    // Enough to see that scales remember rows.
    private const int WarningParts = 2;

    /// <summary>The machine of all rows.</summary>
    /// <param name="at">Its settings, with the kernel where scales begin.</param>
    /// <param name="parts">Rows to fit and rows held out; none where they are too few.</param>
    /// <param name="shared">Makes the machine of that kernel.</param>
    /// <param name="made">That machine, where it is there already; freed if it is not the one.</param>
    public FittedMachines Best(
        RelevanceSettings at, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts, Func<FittedMachines> shared,
        FittedMachines? made = null)
    {
        if (how == KernelScales.Shared) return shared();
        var trial = how == KernelScales.HeldOut ? Tried(at, parts) : null;
        if (how == KernelScales.HeldOut && trial is not { IsTaken: true }) return Told(shared(), trial);
        try
        {
            var chosen = at with { ScaleRounds = trial?.Rounds ?? ScaleFit.MostRounds };
            var own = Told(fit(chosen, null, random, null), trial);
            if (made is not null) own = own with { Report = own.Report with { Search = made.Report.Search } };
            made?.Dispose();
            return how == KernelScales.Evidence && Warning(at, parts) is { } warning
                ? own with { Report = own.Report with { Warning = warning } } : own;
        }
        catch (ArgumentException) when (how == KernelScales.HeldOut)
        {
            return shared();
        }
        catch
        {
            made?.Dispose();
            throw;
        }
    }

    // What rows held out say of an ascent to its end; null where they say nothing against it, or nobody can say.
    private string? Warning(RelevanceSettings at, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts)
    {
        var whole = sketch(at) with { ScaleRounds = ScaleFit.MostRounds };
        var (shared, own) = (new List<double>(), new List<double>());
        foreach (var (fitted, held) in parts.Take(WarningParts))
        {
            using var scope = NewDisposeScope();
            if (trace(held, double.PositiveInfinity) is not { } watch) return null;
            watch = watch with { IsPatient = true };
            try
            {
                fit(whole, fitted, random.Split("warning"), watch).Dispose();
            }
            catch (ArgumentException)
            {
                return null;
            }
            shared.AddRange(watch.Losses[0]);
            own.AddRange(watch.Losses[^1]);
        }
        if (shared.Count == 0) return null;
        var trial = ScaleTrial.Of(ScaleFit.MostRounds, [.. shared], [.. own]);
        return trial.OwnLoss - trial.SharedLoss > Math.Max(WidthSearch.MostLoss, trial.StandardError)
            ? string.Create(CultureInfo.InvariantCulture,
                $"the scales of the greatest evidence remember rows: of rows held out they have a loss of {trial.OwnLoss:F3} nats, one width for all inputs {trial.SharedLoss:F3}; choose scales by held-out rows, or leave them shared.")
            : null;
    }

    private static FittedMachines Told(FittedMachines machines, ScaleTrial? trial) =>
        machines with { Report = machines.Report with { ScaleTrial = trial } };

    // Null where nobody can say.
    private ScaleTrial? Tried(RelevanceSettings at, IReadOnlyList<(Tensor Fitted, Tensor Held)> parts)
    {
        var looks = new List<IReadOnlyList<double[]>>();
        var whole = sketch(at) with { ScaleRounds = ScaleFit.MostRounds };
        foreach (var (fitted, held) in parts)
        {
            using var scope = NewDisposeScope();
            if (trace(held, double.PositiveInfinity) is not { } watch) return null;
            try
            {
                fit(whole, fitted, random.Split("scales"), watch).Dispose();
            }
            catch (ArgumentException)
            {
                return null;
            }
            looks.Add(watch.Losses);
        }
        var rounds = looks.Count == 0 ? 0 : looks.Min(one => one.Count);
        if (rounds < 2) return null;
        double[][] losses = [.. Enumerable.Range(0, rounds).Select(i => looks.SelectMany(one => one[i]).ToArray())];
        var best = Enumerable.Range(1, rounds - 1).MinBy(i => losses[i].Average());
        return ScaleTrial.Of(best, losses[0], losses[best]);
    }
}
