using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Distributions;

/// <summary>Densities of many values under many normals, which are found as matrix products, against one value at a time.</summary>
public sealed class NormalPairsTests
{
    public static TheoryData<long[], long[], long[]> Shapes => new()
    {
        { [7, 1, 1, 3], [7, 1, 1, 3], [5, 4, 3] },
        { [7, 1, 1, 3], [3], [5, 4, 3] },
        { [7, 1, 1, 3], [1], [5, 4, 3] },
        { [7, 1, 3], [7, 1, 3], [5, 3] },
        { [7, 1, 4, 3], [7, 1, 4, 3], [5, 4, 3] },
        { [7, 1, 4, 3], [4, 3], [5, 4, 3] },
        { [7, 1, 4, 3], [7, 1, 1, 1], [5, 4, 3] },
        // Not pairs: a set of parameters for every draw, one draw, one kernel.
        { [7, 5, 4, 3], [3], [5, 4, 3] },
        { [7, 1, 4, 3], [3], [1, 4, 3] },
        { [1, 1, 1, 3], [3], [5, 4, 3] },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Pairs_AreThatOfEveryValueAndEveryKernel(long[] mean, long[] logScale, long[] value)
    {
        var (m, s, z) = (Draws(1, mean), Draws(2, logScale) * 0.3, Draws(3, value));
        var together = Normal.FromLogScale(m, s).LogDensity(z);
        Assert.Equal(broadcast_tensors(m, z)[0].shape[..^1], together.shape);
        Close.AssertAll(Differences(m, s, z), together, 1e-13);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Gradients_AreThoseOfTheDifferences(long[] mean, long[] logScale, long[] value)
    {
        Tensor[] leaves = [Draws(1, mean), Draws(2, logScale) * 0.3, Draws(3, value)];
        var weights = Draws(4, broadcast_tensors(leaves[0], leaves[2])[0].shape[..^1]);
        Tensor[] At(Func<Tensor, Tensor, Tensor, Tensor> logDensity)
        {
            var own = leaves.Select(leaf => leaf.clone().requires_grad_()).ToArray();
            (logDensity(own[0], own[1], own[2]) * weights).sum().backward();
            return [.. own.Select(leaf => leaf.grad!)];
        }
        foreach (var (expected, actual) in At(Differences).Zip(At((m, s, z) => Normal.FromLogScale(m, s).LogDensity(z)))) Close.AssertAll(expected, actual, 1e-11);
    }

    [Theory]
    [InlineData(1e-1, 2e-3)]
    [InlineData(1e-3, 2e-3)]
    [InlineData(1e-5, 2e-3)]
    public void NarrowKernels_LoseNothingThatCouldBeSeen(double scale, double tolerance)
    {
        // Values within a few scales of a kernel's mean, where the density counts; the means are far from each other.
        var mean = Draws(1, 9, 1, 1, 8) * 3;
        var logScale = full(1, Math.Log(scale), dtype: ScalarType.Float64);
        var value = (mean.reshape(9, 8) + Draws(2, 9, 8) * scale).unsqueeze(0);
        var expected = Differences(mean.to_type(ScalarType.Float32).to_type(ScalarType.Float64), logScale, value.to_type(ScalarType.Float32).to_type(ScalarType.Float64)).logsumexp(0);
        var single = Normal.FromLogScale(mean.to_type(ScalarType.Float32), logScale.to_type(ScalarType.Float32)).LogDensity(value.to_type(ScalarType.Float32)).logsumexp(0);
        Close.AssertAll(expected, single.to_type(ScalarType.Float64), tolerance);
    }

    private static Tensor Differences(Tensor mean, Tensor logScale, Tensor value)
    {
        var standardized = (value - mean) * (-logScale).exp();
        return (standardized.square() * -0.5 - logScale - 0.5 * Math.Log(2 * Math.PI)).sum(-1);
    }

    private static Tensor Draws(long seed, params long[] shape) => new RandomStream(seed).Normal(shape, ScalarType.Float64);
}
