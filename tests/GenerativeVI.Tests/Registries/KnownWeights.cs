using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A posterior over a matrix of weights [2, 3], float64.</summary>
/// <param name="Make">With parameters that are all different.</param>
/// <param name="Covariance">Its covariance over all six weights, from the parameters by another way than its own.</param>
public sealed record WeightEntry(string Name, Func<GaussianWeights> Make, Func<GaussianWeights, Tensor> Covariance) : IEntry;

public static class KnownWeights
{
    public static readonly Registry<WeightEntry> All = new(
        new("mean field", () => Filled(new MeanFieldWeights(Mean(), 1)), w => ((MeanFieldWeights)w).LogScale.exp().square().flatten().diag()),
        new("low rank", () => Filled(new LowRankWeights(Mean(), 1, new RandomStream(3), rank: 2)), w =>
        {
            var low = (LowRankWeights)w;
            var v = low.Directions.flatten(1);
            return low.LogScale.exp().square().flatten().diag() + v.t().Product(v);
        }),
        new("full covariance", () => Filled(new FullCovarianceWeights(Mean(), 1)), w =>
        {
            var lower = w.named_parameters().Single(p => p.name == "below").parameter.tril(-1) + ((FullCovarianceWeights)w).LogScale.exp().flatten().diag();
            return lower.Product(lower.t());
        }));

    private static Tensor Mean() => zeros([2, 3], dtype: ScalarType.Float64);

    private static GaussianWeights Filled(GaussianWeights weights)
    {
        using var _ = no_grad();
        foreach (var (name, parameter) in weights.named_parameters()) parameter.copy_(0.5 * new RandomStream(name.Length).Normal(parameter.shape, ScalarType.Float64));
        return weights;
    }
}
