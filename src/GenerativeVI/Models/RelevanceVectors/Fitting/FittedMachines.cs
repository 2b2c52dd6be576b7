using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>Everything that a fit leaves.</summary>
/// <param name="Machines">One for each linear predictor; owned.</param>
/// <param name="Report">How it went.</param>
/// <param name="Score">What a search over kernel widths compares: the evidence, summed where there is no joint one.</param>
/// <param name="Kernel">The kernel that was used or found.</param>
internal sealed record FittedMachines(IReadOnlyList<RelevanceMachine> Machines, RelevanceReport Report, double Score, SimilarityKernel? Kernel) : IDisposable
{
    /// <summary>The rows or columns that any machine kept, rising.</summary>
    public IReadOnlyList<long> Basis => [.. Machines.SelectMany(machine => machine.Weights.Basis).Distinct().Order()];

    /// <summary>The fit of the width with the greatest evidence, or the one fit where no widths are given.</summary>
    public static FittedMachines Best(RelevanceSettings settings, Func<RelevanceSettings, FittedMachines> fit, IProgress<double>? progress)
    {
        if (settings.Widths is null) return fit(settings);
        FittedMachines? best = null;
        try
        {
            for (var tried = 0; tried < settings.Widths.Count; tried++)
            {
                var one = fit(settings with { Kernel = new RbfKernel(settings.Widths[tried]), Widths = null });
                var (better, worse) = best is null || one.Score > best.Score ? (one, best) : (best, one);
                worse?.Dispose();
                best = better;
                progress?.Report((tried + 1.0) / settings.Widths.Count);
            }
        }
        catch
        {
            best?.Dispose();
            throw;
        }
        return best!;
    }

    /// <summary>x as the fit wants it, or one sentence on what it is not.</summary>
    /// <param name="inputs">x.</param>
    /// <param name="name">What the sentence calls it.</param>
    /// <param name="columns">D; any when null.</param>
    public static Tensor Inputs(Tensor inputs, string name, long? columns = null)
    {
        Shapes.Require(inputs, name, "N", columns is { } count ? (Axis)count : "D");
        var x = inputs.to_type(ScalarType.Float64);
        if (!x.isfinite().all().item<bool>()) throw new ArgumentException($"{name}: expected finite numbers; look for missing values.", name);
        return x;
    }

    public void Dispose()
    {
        foreach (var machine in Machines) machine.Dispose();
    }
}
