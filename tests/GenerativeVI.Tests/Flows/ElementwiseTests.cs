using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Flows;

/// <summary>Elementwise maps take parameters that are shared by rows, and name shapes that do not fit.</summary>
public sealed class ElementwiseTests
{
    public static TheoryData<string> Kinds => ["affine", "spline"];

    [Theory, MemberData(nameof(Kinds))]
    public void SharedParameters_AreThoseOfEveryRow(string kind)
    {
        var (map, random) = (Of(kind), new RandomStream(1));
        var value = random.Normal([4, 5, 3], ScalarType.Float64);
        foreach (var lead in (long[][])[[], [1], [5], [4, 1], [4, 5]])
        {
            var parameters = random.Normal([.. lead, map.Parameters, 3], ScalarType.Float64);
            var spread = parameters.expand([4, 5, map.Parameters, 3]);
            foreach (var way in (Func<Tensor, Tensor, Mapped>[])[map.Map, map.Invert])
            {
                var (shared, each) = (way(value, parameters), way(value, spread));
                Close.AssertAll(each.Value, shared.Value, 1e-14);
                Close.AssertAll(each.LogDeterminant.expand(4, 5, 3), shared.LogDeterminant.expand(4, 5, 3), 1e-14);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void ShapesThatDoNotFit_AreNamed(string kind)
    {
        var map = Of(kind);
        foreach (var shape in (long[][])[[map.Parameters + 1, 3], [map.Parameters, 2], [7, map.Parameters, 3], [3]])
            foreach (var way in (Func<Tensor, Tensor, Mapped>[])[map.Map, map.Invert])
            {
                var refused = Assert.ThrowsAny<Exception>(() => way(zeros(5, 3), zeros(shape)));
                Assert.Equal($"parameters: expected [..., {map.Parameters}, 3] for a value of [5, 3], got {Shapes.Text(shape)}.", refused.Message.Split(" (")[0]);
            }
    }

    private static IElementwise Of(string kind) => kind == "affine" ? new AffineElementwise() : new SplineElementwise(5);
}
