using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class ToyLaws
{
    public static TheoryData<string> Toys => new(ToyDensity.All.Select(toy => toy.Name));

    [Theory, MemberData(nameof(Toys))]
    public void Density_IntegratesToOne_WithinItsExtent(string name)
    {
        var toy = ToyDensity.Named(name);
        Close.AssertAll(tensor(1.0), Integral(toy, points => ones_like(points.sum(-1)), 16), 3e-4);
        Assert.InRange(Integral(toy, points => (points.abs().amax(-1) <= toy.Extent).to_type(ScalarType.Float64), 16).item<double>(), 1 - 2e-3, 1 + 2e-3);
    }

    [Theory, MemberData(nameof(Toys)), Trait("Speed", "Slow")]
    public void Draws_HaveTheDensitysMoments_AndEntropy(string name)
    {
        var toy = ToyDensity.Named(name);
        var draws = toy.Sample(Effort.Draws(200_000, 50_000), new RandomStream(1), ScalarType.Float64);
        foreach (var function in new Func<Tensor, Tensor>[] { x => x, x => x.square().sqrt(), x => x.prod(-1).sin(), x => (x * 2).cos(), x => (x.select(-1, 0) - x.select(-1, 1)).sin() })
            MonteCarlo.AssertMean(Integral(toy, function, 16), function(draws), 0.1);
        MonteCarlo.AssertMean(Integral(toy, x => toy.LogDensity(x), 16), toy.LogDensity(draws), 0.1);
    }

    [Fact]
    public void Names_AreFoundInAnyCase_AndListedOtherwise()
    {
        Assert.Equal("moons", ToyDensity.Named("Moons").Name);
        Assert.Contains("pinwheel", Assert.Throws<ArgumentException>(() => ToyDensity.Named("spiral")).Message, StringComparison.Ordinal);
        Assert.Equal(ToyDensity.All.Count, typeof(ToyDensity).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(ToyDensity))));
    }

    private static Tensor Integral(ToyDensity toy, Func<Tensor, Tensor> function, double reach)
    {
        const double step = 0.0625;
        using var scope = NewDisposeScope();
        var axis = arange(-reach + step / 2, reach, step, dtype: ScalarType.Float64);
        Tensor? total = null;
        // Row by row of the plane: in one piece the mixtures of many parts would take gigabytes.
        foreach (var rows in axis.split(16))
        {
            using var piece = NewDisposeScope();
            var points = cartesian_prod(rows, axis);
            var density = toy.LogDensity(points).exp();
            var values = function(points);
            // Where there is no mass a function of the log-density may be infinite.
            values = where(values.dim() > 1 ? (density > 0).unsqueeze(-1) : density > 0, values, zeros_like(values));
            var part = ((values.dim() > 1 ? density.unsqueeze(-1) : density) * values).sum(dim: 0) * (step * step);
            total = (total is null ? part : total + part).MoveToOuterDisposeScope();
        }
        return total!.MoveToOuterDisposeScope();
    }
}
