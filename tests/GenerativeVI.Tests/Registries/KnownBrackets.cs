using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Registries;

/// <summary>A bracket of finite mixing over three atoms in two dimensions, where the density is known.</summary>
/// <param name="Make">From K and the distribution.</param>
/// <param name="IsExact">Whether both sides are the density itself.</param>
public sealed record BracketEntry(string Name, Func<int, FiniteMixing, IDensityBound<FiniteMixing>> Make, bool IsExact = false) : IEntry;

public static class KnownBrackets
{
    public static readonly Registry<BracketEntry> All = new(
        new("exact", (_, _) => new ExactDensity(), true),
        new("mixing samples, shared by the minibatch", (k, _) => new MixingSamples(k)),
        new("mixing samples, a set for each row", (k, _) => new MixingSamples(k, Sharing.Row)),
        new("mixing samples, a set for each draw", (k, _) => new MixingSamples(k, Sharing.Draw)),
        new("mixing samples, in chunks", (k, _) => new MixingSamples(k, Sharing.Draw, 4_000)),
        new("reverse model, the true one", (k, q) => Reverse(k, q, 1), true),
        new("reverse model, flattened", (k, q) => Reverse(k, q, 0.4)),
        new("reverse model, the mixing distribution", (k, q) => Reverse(k, q, 0)));

    /// <summary>Three atoms, the same for every row, in two dimensions: batch shape [2].</summary>
    public static FiniteMixing Distribution(params Tensor[] parameters)
    {
        var (logits, atoms) = (parameters[0], parameters[1]);
        return new FiniteMixing(new Choice(logits), atoms, psi => Normal.FromLogScale(psi.narrow(-1, 0, 2), psi.narrow(-1, 2, 2)), [2]);
    }

    /// <summary>The logits and the atoms, which are mean and log scale side by side.</summary>
    public static Tensor[] Parameters => [tensor(new[] { 0.5, 0, -0.6 }), from_array(new[,] { { -0.7, 0.5, -0.1, 0.1 }, { 0.6, 0.7, 0.1, -0.2 }, { 0.4, -0.8, 0.2, 0 } })];

    // The true reverse to a power: anything between the mixing distribution's own probabilities and the truth.
    private static ReverseModel Reverse(int samples, FiniteMixing q, double power) => new(samples, new Given<Choice>(inputs =>
        new Choice(q.Reverse(inputs.Value).LogProbabilities * power + q.Mixing.LogProbabilities * (1 - power))));
}
