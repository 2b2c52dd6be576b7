using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class PriorLaws
{
    private static readonly Registry<PriorEntry> All = KnownPriors.All;
    private static readonly Quadrature Plane = Quadrature.Space(2);

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Trained => All.NamesOf(entry => entry.Make(new RandomStream(1)) is nn.Module module && module.parameters().Any());

    [Theory, MemberData(nameof(Entries))]
    public void Density_IntegratesToOne(string name) => Close.AssertAll(tensor(1.0), Plane.Expect(At(name), z => ones_like(z.sum(-1))), 1e-9);

    [Theory, MemberData(nameof(Entries)), Trait("Speed", "Slow")]
    public void Draws_HaveTheDensitysMoments(string name)
    {
        var prior = At(name);
        var draws = prior.Sample(new RandomStream(2), Effort.Draws(200_000, 20_000)).Value;
        MonteCarlo.AssertMean(Plane.Expect(prior, z => z), draws, 0.1);
        MonteCarlo.AssertMean(Plane.Expect(prior, z => z.square()), draws.square(), 0.4);
        MonteCarlo.AssertMean(Plane.Expect(prior, z => z.prod(-1)), draws.prod(-1), 0.2);
    }

    [Theory, MemberData(nameof(Trained))]
    public void GradientOfTheLogDensity_EqualsFiniteDifferences(string name)
    {
        var prior = All[name].Make(new RandomStream(1));
        var values = new RandomStream(3).Normal([3, 4, 2], ScalarType.Float64);
        FiniteDifference.AssertGradient(((nn.Module)prior).named_parameters(), () => prior.At(new Inputs(empty(0))).LogDensity(values).sum());
    }

    private static IDistribution At(string name) => All[name].Make(new RandomStream(1)).At(new Inputs(empty(0)));
}
