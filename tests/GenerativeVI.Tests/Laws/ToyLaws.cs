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
        var parts = Integrals(toy, (points, _) => ones_like(points), (points, _) => (points.abs().amax([-1L], keepdim: true) <= toy.Extent).to_type(ScalarType.Float64));
        Close.AssertAll(ones_like(parts[0]), parts[0], 3e-4);
        Assert.InRange(parts[1].item<double>(), 1 - 2e-3, 1 + 2e-3);
    }

    [Theory, MemberData(nameof(Toys)), Trait("Speed", "Slow")]
    public void Draws_HaveTheDensitysMoments_AndEntropy(string name)
    {
        var toy = ToyDensity.Named(name);
        var draws = toy.Sample(Effort.Draws(200_000, 20_000), new RandomStream(1), ScalarType.Float64);
        Func<Tensor, Tensor, Tensor>[] functions =
        [
            (x, _) => x, (x, _) => x.square().sqrt(), (x, _) => x.prod(-1, keepdim: true).sin(), (x, _) => (x * 2).cos(),
            (x, _) => (x.select(-1, 0) - x.select(-1, 1)).sin().unsqueeze(-1), (_, log) => log.unsqueeze(-1),
        ];
        var logs = toy.LogDensity(draws);
        foreach (var (mean, function) in Integrals(toy, functions).Zip(functions)) MonteCarlo.AssertMean(mean, function(draws, logs), 0.1);
    }

    [Fact]
    public void Names_AreFoundInAnyCase_AndListedOtherwise()
    {
        Assert.Equal("moons", ToyDensity.Named("Moons").Name);
        Assert.Contains("pinwheel", Assert.Throws<ArgumentException>(() => ToyDensity.Named("spiral")).Message, StringComparison.Ordinal);
        Assert.Equal(ToyDensity.All.Count, typeof(ToyDensity).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(ToyDensity))));
    }

    // Of functions of points and log-densities, each with a last axis of its own.
    private static Tensor[] Integrals(ToyDensity toy, params Func<Tensor, Tensor, Tensor>[] functions)
    {
        const double reach = 16, step = 0.0625;
        using var scope = NewDisposeScope();
        var axis = arange(-reach + step / 2, reach, step, dtype: ScalarType.Float64);
        var totals = functions.Select(_ => zeros(1, dtype: ScalarType.Float64)).ToArray();
        // Row by row of the plane: in one piece the mixtures of many parts would take gigabytes.
        foreach (var rows in axis.split(16))
        {
            using var piece = NewDisposeScope();
            var points = cartesian_prod(rows, axis);
            var log = toy.LogDensity(points);
            var density = log.exp().unsqueeze(-1);
            for (var i = 0; i < functions.Length; i++)
            {
                // Where there is no mass a function of the log-density may be infinite.
                var values = functions[i](points, log);
                var part = (density * where(density > 0, values, zeros_like(values))).sum(dim: 0) * (step * step);
                totals[i] = (totals[i] + part).MoveToOuterDisposeScope();
            }
        }
        foreach (var total in totals) total.MoveToOuterDisposeScope();
        return totals;
    }
}
