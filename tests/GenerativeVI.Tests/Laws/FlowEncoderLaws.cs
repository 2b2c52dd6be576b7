using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class FlowEncoderLaws
{
    private static readonly Registry<FlowEncoderEntry> All = KnownFlowEncoders.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Invertible => All.NamesOf(entry => entry.Make(new RandomStream(1)) is IConditional<IDistribution>);

    [Theory, MemberData(nameof(Entries))]
    public void Draws_HaveTheInputsAxes_AndTheirDensity(string name)
    {
        var posterior = All[name].Make(new RandomStream(1)).At(Given(4));
        Assert.Equal([4], posterior.BatchShape);
        var draw = posterior.Sample(new RandomStream(2), 3);
        Assert.Equal([3, 4, 2], draw.Value.shape);
        Assert.Equal([3, 4], draw.LogDensity!.shape);
        if (posterior is IDistribution known) Close.AssertAll(draw.LogDensity, known.LogDensity(draw.Value), 1e-7);
    }

    /// <summary>z ~ N(0, I), x given z ~ N(z, I): p(x) = N(x; 0, 2 I), of which every importance weight is an unbiased estimate whatever the posterior.</summary>
    [Theory, MemberData(nameof(Entries)), Trait("Speed", "Slow")]
    public void ImportanceWeights_EstimateTheEvidence(string name)
    {
        using var _ = no_grad();
        // A solver's error far below the draws' own.
        var model = Model((All[name] with { Settings = All[name].Settings with { Tolerance = 1e-4 } }).Make(new RandomStream(1)));
        var x = Given(3).Value;
        var terms = model.Sample(new Batch(x, null, arange(3), 3), Effort.Draws(200_000, 60_000), new Pathwise(), new RandomStream(3));
        var evidence = x.square().sum(-1) * -0.25 - Math.Log(4 * Math.PI);
        MonteCarlo.AssertMean(ones(3, dtype: ScalarType.Float64), (terms.LogLikelihood + terms.LogRatio.Value! - evidence).exp(), 0.4);
        Assert.Equal(Guarantee.Exact, terms.Standing.Guarantee);
    }

    [Theory, MemberData(nameof(Entries))]
    public void GradientOfTheBound_EqualsFiniteDifferences_AndReachesEveryParameter(string name)
    {
        var model = Model(All[name].Make(new RandomStream(1)));
        var batch = new Batch(Given(3).Value, null, arange(3), 3);
        FiniteDifference.AssertGradient(model.named_parameters(), () =>
        {
            var terms = model.Sample(batch, 2, new Pathwise(), new RandomStream(4));
            return (terms.LogLikelihood + terms.LogRatio.Surrogate).sum();
        });
        Assert.Empty(model.named_parameters().Where(p => p.Item2.grad!.abs().max().item<double>() < 1e-9).Select(p => $"{p.Item1} has a gradient of zeros"));
    }

    [Theory, MemberData(nameof(Entries))]
    public void WithoutDeparture_ThePosteriorIsNormal(string name)
    {
        var entry = All[name] with { Settings = All[name].Settings with { Departure = 0 } };
        var draw = entry.Make(new RandomStream(1)).At(Given(4)).Sample(new RandomStream(2), 3);
        var normal = new NormalEncoder(new Mlp(2, [6, 5], Activation.Tanh, new RandomStream(1), ScalarType.Float64), 5, 2, new RandomStream(1), ScalarType.Float64);
        Assert.Equal(3, draw.Value.dim());
        var encoder = (nn.Module)entry.Make(new RandomStream(1));
        // The same weights under the other's names.
        var weights = encoder.named_parameters().ToDictionary(p => p.Item1, p => p.Item2);
        using (no_grad())
            foreach (var (parameter, value) in normal.named_parameters())
                value.copy_(weights[parameter.Replace("body", "head.body", StringComparison.Ordinal).Replace("head.weight", "head.basis.weight", StringComparison.Ordinal).Replace("head.bias", "head.basis.bias", StringComparison.Ordinal)]);
        var expected = normal.At(Given(4));
        Close.AssertAll(expected.Sample(new RandomStream(2), 3).Value, draw.Value, 1e-12);
        Close.AssertAll(expected.LogDensity(draw.Value), draw.LogDensity!, 1e-11);
    }

    [Fact]
    public void AFlowWithoutAnInverse_IsRefusedAsAPrior()
    {
        var refused = Assert.Throws<ArgumentException>(() => new FlowPrior(new FlowSettings(FlowKind.Planar), 2, new RandomStream(1)));
        Assert.Contains("no inverse", refused.Message, StringComparison.Ordinal);
        var sampler = new FlowSampler(new StandardNormal(2), new PlanarFlow(2, new RandomStream(1)));
        Assert.Contains("cannot be a prior", Assert.Throws<ArgumentException>(() => new DrawnDensity().Lower(sampler, zeros(3, 2), new RandomStream(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASamplerThatKnowsNoDensity_HasNoDrawnDensity()
    {
        var normal = Normal.FromLogScale(zeros(2), zeros(2));
        Close.AssertAll(normal.LogDensity(ones(2)), new DrawnDensity().Upper(normal, new Draw(ones(2)), new RandomStream(1)), 1e-7);
        var sampler = new FlowSampler(new StandardNormal(2), new PlanarFlow(2, new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => new DrawnDensity().Upper(sampler, new Draw(ones(2)), new RandomStream(1)));
    }

    [Theory, MemberData(nameof(Invertible))]
    public void Prior_IsADistributionOfTheSameFlow(string name)
    {
        var prior = new FlowPrior(All[name].Settings, 2, new RandomStream(1), ScalarType.Float64);
        var draw = prior.At(Given(4)).Sample(new RandomStream(2), 7);
        Assert.Equal([7, 2], draw.Value.shape);
        Close.AssertAll(draw.LogDensity!, prior.Distribution.LogDensity(draw.Value), 1e-7);
        Assert.NotEmpty(prior.parameters());
    }

    private static Inputs Given(long rows) => new(new RandomStream(7).Normal([rows, 2], ScalarType.Float64));

    private static LatentVariableModel<StandardNormal, ISampler> Model(IConditional<ISampler> encoder) => new(
        new Unconditional<StandardNormal>(new StandardNormal(2, ScalarType.Float64)),
        encoder,
        new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value))),
        new BracketedRatio<StandardNormal, ISampler>(new ExactDensity(), new DrawnDensity()));
}
