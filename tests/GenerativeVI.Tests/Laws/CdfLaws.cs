using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>Over every known distribution that offers distribution functions or their inverses.</summary>
public sealed class CdfLaws
{
    private static readonly Registry<DistributionEntry> All = KnownDistributions.All;

    public static TheoryData<string> Continuous => All.NamesOf(entry => entry.Distribution is IHasCdf && !entry.Domain.IsDiscrete);

    public static TheoryData<string> Discrete => All.NamesOf(entry => entry.Distribution is IHasCdf && entry.Domain.IsDiscrete);

    public static TheoryData<string> WithCdf => All.NamesOf(entry => entry.Distribution is IHasCdf);

    public static TheoryData<string> Invertible => All.NamesOf(entry => entry.Distribution is IHasCdf and IHasQuantile);

    public static TheoryData<string> WithQuantile => All.NamesOf(entry => entry.Distribution is IHasQuantile and IFactorized);

    [Theory, MemberData(nameof(Continuous))]
    public void SlopeOfTheCdf_IsTheDensity(string name)
    {
        var distribution = (IHasCdf)All[name].Distribution;
        var z = distribution.Sample(new RandomStream(1), 200).Value.detach().requires_grad_();
        var slope = autograd.grad([distribution.Cdf(z).sum()], [z])[0];
        Close.AssertAll(distribution.LogDensityByElement(z).exp(), slope, 1e-10);
    }

    [Theory, MemberData(nameof(WithCdf))]
    public void Cdf_RunsFromZeroToOne(string name)
    {
        var distribution = (IHasCdf)All[name].Distribution;
        var ends = distribution.Sample(new RandomStream(1)).Value;
        Close.AssertAll(zeros_like(ends), distribution.Cdf(full_like(ends, -200)), 1e-12);
        Close.AssertAll(ones_like(ends), distribution.Cdf(full_like(ends, 200)), 1e-12);
    }

    [Theory, MemberData(nameof(Discrete))]
    public void Cdf_IsTheMassUpToTheValue(string name)
    {
        var entry = All[name];
        foreach (var value in entry.Distribution.Sample(new RandomStream(2), 30).Value.flatten().data<double>().Distinct())
            Close.AssertAll(entry.Domain.Expect(entry.Distribution, z => z.le(value + 1e-9).to_type(ScalarType.Float64)), ((IHasCdf)entry.Distribution).Cdf(full_like(entry.Tensors[0], value)), 1e-12);
    }

    /// <summary>P(sup |F_n − F| &gt; ε) ≤ 2 exp(−2nε²), for discrete values too (Dvoretzky, Kiefer, Wolfowitz; Massart's constant).</summary>
    [Theory, MemberData(nameof(WithCdf)), Trait("Speed", "Slow")]
    public void Draws_FollowTheCdf(string name)
    {
        var distribution = (IHasCdf)All[name].Distribution;
        var n = Effort.Draws(200_000, 40_000);
        var limit = Math.Sqrt(Math.Log(2 / 1e-9) / (2.0 * n));
        Assert.True(limit < 0.02);
        var draws = distribution.Sample(new RandomStream(3), n).Value.detach().sort(0).Item1;
        var cdf = distribution.Cdf(draws);
        var (rank, dim) = (arange(1, n + 1, dtype: ScalarType.Float64) / n, draws.dim());
        while (rank.dim() < dim) rank = rank.unsqueeze(-1);
        // Among equal draws only the last has the rank F_n.
        var last = cat([draws.narrow(0, 1, n - 1).ne(draws.narrow(0, 0, n - 1)), ones_like(draws.narrow(0, 0, 1)).to_type(ScalarType.Bool)], 0);
        var distance = (cdf - rank).abs().masked_fill(last.logical_not(), 0).max().item<double>();
        Assert.True(distance <= limit, $"the empirical distribution function is {distance:G3} away, more than {limit:G3}");
    }

    [Theory, MemberData(nameof(Invertible))]
    public void Cdf_UndoesTheQuantile(string name)
    {
        var distribution = All[name].Distribution;
        var u = Probabilities(distribution);
        Close.AssertAll(u, ((IHasCdf)distribution).Cdf(((IHasQuantile)distribution).Quantile(u)), 1e-10);
    }

    /// <summary>The slope of F⁻¹ in u is 1/p.</summary>
    [Theory, MemberData(nameof(WithQuantile))]
    public void SlopeOfTheQuantile_IsOneOverTheDensity(string name)
    {
        var distribution = (IFactorized)All[name].Distribution;
        var u = Probabilities(distribution).requires_grad_();
        var z = ((IHasQuantile)distribution).Quantile(u);
        var slope = autograd.grad([z.sum()], [u])[0];
        Close.AssertAll(distribution.LogDensityByElement(z).neg().exp(), slope, 1e-8);
    }

    /// <summary>dz/dλ along z = F⁻¹(u; λ) at a fixed u, explicitly and as −∂_λF/p.</summary>
    [Theory, MemberData(nameof(Invertible))]
    public void ExplicitAndImplicitGradients_Agree(string name)
    {
        var entry = All[name];
        var (first, second) = (Leaves(entry.Tensors), Leaves(entry.Tensors));
        var forward = entry.Make(first);
        var z = ((IHasQuantile)forward).Quantile(Probabilities(forward));
        var fixedAt = (IHasCdf)entry.Make(second);
        var implicitly = -fixedAt.Cdf(z.detach()) / fixedAt.LogDensityByElement(z.detach()).exp().detach();
        var weights = new RandomStream(4).Normal(z.shape, ScalarType.Float64);
        (z * weights).sum().backward();
        (implicitly * weights).sum().backward();
        foreach (var (a, b) in first.Zip(second)) Close.AssertAll(a.grad!, b.grad!, 1e-8);
    }

    private static Tensor Probabilities(IDistribution distribution)
    {
        var shape = distribution.Sample(new RandomStream(1)).Value.shape;
        return new RandomStream(5).Uniform([40, .. shape], ScalarType.Float64) * 0.998 + 0.001;
    }

    private static Tensor[] Leaves(Tensor[] values) => [.. values.Select(value => value.requires_grad_())];
}
