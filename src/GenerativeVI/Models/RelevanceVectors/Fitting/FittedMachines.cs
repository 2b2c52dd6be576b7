using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>Everything that a fit leaves.</summary>
/// <param name="Machines">One for each linear predictor; owned.</param>
/// <param name="Report">How it went.</param>
/// <param name="Score">What a search over kernel widths compares: the evidence, summed where there is no joint one.</param>
/// <param name="Kernel">The kernel that was used or found.</param>
internal sealed record FittedMachines(IReadOnlyList<RelevanceMachine> Machines, RelevanceReport Report, double Score, SimilarityKernel? Kernel) : IDisposable
{
    /// <summary>σ² of a regression; 0 for classes.</summary>
    public double Noise { get; init; }

    /// <summary>The rows or columns that any machine kept, rising.</summary>
    public IReadOnlyList<long> Basis => [.. Machines.SelectMany(machine => machine.Weights.Basis).Distinct().Order()];

    /// <summary>The same with matrices row by row in memory.</summary>
    public FittedMachines InRows() => this with { Machines = [.. Machines.Select(machine => machine.InRows())] };

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
