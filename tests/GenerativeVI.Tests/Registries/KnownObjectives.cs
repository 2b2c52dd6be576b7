using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;

namespace GenerativeVI.Tests.Registries;

/// <summary>An objective of S draws a row.</summary>
/// <param name="Make">From S, the gradient estimator (null for its own) and the weight of the KL.</param>
/// <param name="Reference">Its number by its definition, from log-weights [S, n] to [n].</param>
/// <param name="Guarantee">What its number is, at several draws, where the log-ratio is exact.</param>
/// <param name="IsMean">Whether it is the mean of its log-weights.</param>
/// <param name="IsTrained">Whether it may be maximized.</param>
/// <param name="HasOwnGradient">Whether it estimates gradients in a way of its own, and not necessarily those of its number.</param>
/// <param name="Least">The fewest draws.</param>
public sealed record ObjectiveEntry(
    string Name, Func<int, GradientEstimator?, double, IObjective> Make, Func<Tensor, Tensor> Reference, Guarantee Guarantee = Guarantee.Lower,
    bool IsMean = false, bool IsTrained = true, bool HasOwnGradient = false, int Least = 1) : IEntry
{
    public IObjective Of(int samples, GradientEstimator? gradient = null, double klWeight = 1) => Make(Math.Max(samples, Least), gradient, klWeight);
}

public static class KnownObjectives
{
    public static readonly Registry<ObjectiveEntry> All = new(
        new("ELBO", (s, g, b) => new Elbo(s, g, b), l => l.mean([0L]), IsMean: true),
        new("importance weighted", (s, g, b) => new ImportanceWeighted(s, g, b), PowerMean(1)),
        new("multiply importance weighted", (s, g, b) => s % 2 == 0 && s > 2 ? new MultiplyImportanceWeighted(2, s / 2, g, b) : new MultiplyImportanceWeighted(1, s, g, b), TwoGroups),
        new("combined importance weighted", (s, g, b) => new CombinedImportanceWeighted(s, 0.3, g, b), l => 0.3 * l.mean([0L]) + 0.7 * PowerMean(1)(l)),
        new("partially importance weighted", (s, _, b) => s % 2 == 0 ? new PartiallyImportanceWeighted(2, s / 2, b) : new PartiallyImportanceWeighted(1, s, b), PowerMean(1), HasOwnGradient: true),
        new("Rényi, order 0.5", (s, g, b) => new Renyi(s, 0.5, g, b), PowerMean(0.5)),
        new("Rényi, order 2", (s, g, b) => new Renyi(s, 2, g, b), PowerMean(-1)),
        new("Rényi, order 0.9999", (s, g, b) => new Renyi(s, 0.9999, g, b), PowerMean(1e-4)),
        new("Rényi, order -1", (s, g, b) => new Renyi(s, -1, g, b), PowerMean(2), Guarantee.None),
        new("reweighted wake-sleep", (s, _, b) => new ReweightedWakeSleep(s, b), PowerMean(1), HasOwnGradient: true, Least: 2),
        new("thermodynamic, 1 interval", (s, g, b) => new Thermodynamic(s, 1, Gradient: g, KlWeight: b), l => l.mean([0L]), IsMean: true),
        new("thermodynamic, 3 intervals", (s, g, b) => new Thermodynamic(s, 3, 0.04, g, b), l => 0.04 * Tilted(0)(l) + 0.16 * Tilted(0.04)(l) + 0.8 * Tilted(0.2)(l), Guarantee.None),
        new("χ² upper bound", (s, _, _) => new ChiSquareUpper(s), PowerMean(2), Guarantee.None, IsTrained: false));

    /// <summary>log of the power mean of the weights, (1/p) log (1/S) Σ wᵖ.</summary>
    private static Func<Tensor, Tensor> PowerMean(double p) => l => l.mul(p).exp().mean([0L]).log() / p;

    /// <summary>The mean of the log-weights under weights proportional to wᵇ.</summary>
    private static Func<Tensor, Tensor> Tilted(double b) => l => (l.mul(b).exp() * l).sum(dim: 0) / l.mul(b).exp().sum(dim: 0);

    private static Tensor TwoGroups(Tensor l)
    {
        var half = l.shape[0] / 2;
        return l.shape[0] % 2 == 0 && half > 1 ? (PowerMean(1)(l.narrow(0, 0, half)) + PowerMean(1)(l.narrow(0, half, half))) / 2 : PowerMean(1)(l);
    }
}
