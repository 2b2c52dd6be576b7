using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Densities;

public sealed class AggregatePriorTests
{
    private const int Rows = 12;
    private static readonly TensorData Data = new(new RandomStream(1).Normal([Rows, 5], ScalarType.Float64).to_type(ScalarType.Float32));
    private static readonly NormalEncoder Encoder = new(new Mlp(5, [6], Activation.Tanh, new RandomStream(2)), 6, 3, new RandomStream(3));

    [Fact]
    public void AsManyDrawsAsRows_AreTheExactMixtureOfAllPosteriors()
    {
        var prior = new AggregatePrior(Encoder.At, new SampledRows(Data)).At(Data.Slice(0, 2).Inputs);
        Assert.Empty(prior.BatchShape);
        var z = new RandomStream(4).Normal([4, 2, 3]);
        var exact = new FiniteMixing(new Choice(zeros(Rows)), Data.Values, x => Encoder.At(new Inputs(x))).LogDensity(z);
        Close.AssertAll(exact, new MixingSamples(Rows).Lower(prior, z, new RandomStream(5)), 1e-5);
    }

    /// <summary>In slices, with and without a gradient, whatever number of densities is made at a time.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void Mixture_IsTheExactOne(bool differentiated)
    {
        using var many = new TensorData(new RandomStream(6).Normal([5000, 5]));
        using var _ = set_grad_enabled(differentiated);
        var mixture = new AggregateMixture(Encoder.At, () => many).At(Data.Slice(0, 2).Inputs);
        var z = new RandomStream(4).Normal([4, 2000, 3]);
        var exact = new FiniteMixing(new Choice(zeros(5000)), many.Values, x => Encoder.At(new Inputs(x)));
        Assert.Equal(5000, mixture.Components);
        Close.AssertAll(exact.LogDensity(z.narrow(1, 0, 20)), mixture.LogDensity(z).narrow(1, 0, 20), 1e-4);
    }

    [Fact]
    public void FewerDraws_AreALowerBound()
    {
        var prior = new AggregatePrior(Encoder.At, new SampledRows(Data)).At(Data.Slice(0, 2).Inputs);
        var z = new RandomStream(4).Normal([1, 1, 3]);
        var exact = new MixingSamples(Rows).Lower(prior, z, new RandomStream(5)).item<float>();
        double Mean(int k) => Enumerable.Range(0, Effort.Draws(2000, 300)).Average(i => (double)new MixingSamples(k).Lower(prior, z, new RandomStream(i)).item<float>());
        var (one, four) = (Mean(1), Mean(4));
        Assert.True(one < four && four < exact, $"{one}, {four}, {exact}");
    }

    [Fact]
    public void SampledRows_AreRowsOfTheSet_AndDifferAlongTheFirstAxis()
    {
        var sampler = new SampledRows(Data);
        var distinct = sampler.Sample(new RandomStream(1), Rows, 1, 1).Value;
        Assert.Equal([Rows, 1, 1, 5], distinct.shape);
        Assert.Equal(Data.Values.sum(-1).data<float>().Order(), distinct.sum(-1).flatten().data<float>().Order());
        var many = sampler.Sample(new RandomStream(1), 4, 30).Value.reshape(120, 1, 5);
        Assert.True((many == Data.Values).all(-1).any(-1).all().item<bool>());
    }
}
