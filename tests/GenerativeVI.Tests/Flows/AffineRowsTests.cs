using GenerativeVI.Flows;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Flows;

/// <summary>Affine steps in float32, which take one pass of the library's own, against torch's operations in float64.</summary>
public sealed class AffineRowsTests
{
    public static TheoryData<string, int, bool> Cases => new(
        from kind in (string[])["coupling", "coupling, first half", "autoregressive"]
        from dimension in (int[])[2, 5, 16, 37]
        from inverse in (bool[])[false, true]
        where kind != "autoregressive" || !inverse
        select (kind, dimension, inverse));

    [Theory, MemberData(nameof(Cases))]
    public void OnePass_HasTheNumbersAndGradients_OfOperations(string kind, int dimension, bool inverse)
    {
        using var scope = NewDisposeScope();
        var (single, value, weights) = Evaluated(kind, dimension, inverse, ScalarType.Float32);
        var (exact, exactValue, exactWeights) = Evaluated(kind, dimension, inverse, ScalarType.Float64);
        Close(exact, single);
        Close(exactValue, value);
        Assert.Equal(exactWeights.Length, weights.Length);
        foreach (var (one, other) in exactWeights.Zip(weights)) Close(one, other);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ItsGradient_CanBeDifferentiatedAgain(bool inverse)
    {
        using var scope = NewDisposeScope();
        Close(Again(ScalarType.Float64), Again(ScalarType.Float32));

        Tensor Again(ScalarType type)
        {
            var (flow, value) = Made("coupling", 5, type);
            var (moved, logDeterminant) = inverse ? flow.Invert(value) : flow.Map(value);
            var slope = autograd.grad([(moved.square().sum(-1) + logDeterminant).sum()], [value], retain_graph: true, create_graph: true)[0];
            return autograd.grad([slope.square().sum()], [value])[0];
        }
    }

    [Fact]
    public void AnUnusedResult_HasNoGradient()
    {
        using var scope = NewDisposeScope();
        var (flow, value) = Made("coupling", 5, ScalarType.Float32);
        flow.Map(value).LogDeterminant.sum().backward();
        Assert.True(value.grad!.isfinite().all().item<bool>());
        flow.Map(value).Value.sum().backward();
        Assert.True(value.grad!.isfinite().all().item<bool>());
    }

    private static (Tensor Results, Tensor ByValue, Tensor[] ByWeights) Evaluated(string kind, int dimension, bool inverse, ScalarType type)
    {
        var (flow, value) = Made(kind, dimension, type);
        var (moved, logDeterminant) = inverse ? flow.Invert(value) : flow.Map(value);
        var along = arange(value.NumberOfElements, dtype: type).view(value.shape).cos();
        ((moved * along).sum() + (logDeterminant * along.select(-1, 0)).sum()).backward();
        return (cat([moved, logDeterminant.unsqueeze(-1)], -1), value.grad!, [.. ((nn.Module)flow).parameters().Select(p => p.grad!)]);
    }

    private static (IInvertibleFlow Flow, Tensor Value) Made(string kind, int dimension, ScalarType type)
    {
        var random = new RandomStream(4);
        IInvertibleFlow flow = kind == "autoregressive"
            ? new AutoregressiveFlow(dimension, new AffineElementwise(2), [6], random, departure: 2)
            : new CouplingFlow(dimension, new AffineElementwise(2), [6], random, movesFirst: kind == "coupling, first half", departure: 2);
        ((nn.Module)flow).to(type);
        return (flow, (2 * new RandomStream(5).Normal([3, 7, dimension])).to_type(type).requires_grad_());
    }

    private static void Close(Tensor exact, Tensor single)
    {
        var (one, other) = (exact.detach(), single.detach().to_type(ScalarType.Float64));
        Assert.Equal(one.shape, other.shape);
        var worst = ((one - other).abs() / (1 + one.abs())).max().item<double>();
        Assert.True(worst < 2e-5, $"{worst}");
    }
}
