using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Composition;

public sealed class TrainedModelTests
{
    private static readonly Registry<RecipeEntry> All = KnownRecipes.All;

    public static TheoryData<string> Entries => All.Names;

    [Theory, MemberData(nameof(Entries))]
    public void Shapes_AreRowsAndLatents(string name)
    {
        using var data = All[name].Data();
        using var model = new TrainedModel(All[name].Recipe(), [3, 3]);
        var (rows, labels) = (data.Slice(0, 5).Value, data.Slice(0, 5).Label);
        Assert.Equal([5, model.Latent], model.Encode(rows, labels).shape);
        Assert.Equal([5, model.Latent], model.EncodeScale(rows, labels).shape);
        Assert.Equal([5, 9], model.Decode(model.Encode(rows, labels), labels).shape);
        Assert.Equal([2, 5, 9], model.Decode(zeros(2, 5, model.Latent), labels).shape);
        Close.AssertSame(model.Decode(model.Encode(rows, labels), labels), model.Reconstruct(rows, labels));
    }

    [Theory, MemberData(nameof(Entries))]
    public void Results_HaveNoGradient_AndStayInTheCallersScope(string name)
    {
        using var model = new TrainedModel(All[name].Recipe(), [9]);
        var codes = zeros(4, model.Latent);
        using var scope = NewDisposeScope();
        var before = scope.DisposablesCount;
        if (!model.HasPrior) Assert.Contains("no prior", Assert.Throws<InvalidOperationException>(() => model.Sample(4, new RandomStream(1))).Message, StringComparison.Ordinal);
        var result = model.HasPrior ? model.Sample(4, new RandomStream(1)) : model.Decode(codes);
        Assert.Equal([4, 9], result.shape);
        Assert.Equal(before + 1, scope.DisposablesCount);
        Assert.False(result.requires_grad);
        Assert.True(result.isfinite().all().item<bool>());
    }

    [Theory, MemberData(nameof(Entries))]
    public void LogLikelihood_IsTheEvaluationsRowByRow(string name)
    {
        using var data = All[name].Data();
        using var model = new TrainedModel(All[name].Recipe(), [9]);
        var all = data.Slice(0, data.Count);
        var rows = model.LogLikelihood(all.Value, 7, new RandomStream(3), all.Label);
        Assert.Equal([data.Count], rows.shape);
        Assert.Equal(model.Evaluate(data, 7, new RandomStream(3)).LogLikelihood.Value, rows.mean().item<double>(), 1e-12);
        Assert.True(rows.std().item<double>() > 1e-3);
    }

    /// <summary>In one temperature from q to the posterior there is no move: the chains are importance weights, from the posterior of a model or from the proposal of an implicit one.</summary>
    [Theory, InlineData("vae, tanh"), InlineData("avb")]
    public void AnnealedRows_OfOneTemperature_AreImportanceWeights(string name)
    {
        using var data = All[name].Data();
        using var model = new TrainedModel(All[name].Recipe(), [9]);
        var chains = model.AnnealRows(data, new AnnealingSettings(Temperatures.Linear(1), Chains: 400), new RandomStream(1), fromPosterior: true);
        var weights = model.EvaluateRows(data, 400, new RandomStream(2));
        var prior = model.AnnealRows(data, new AnnealingSettings(Temperatures.Linear(1), Chains: 400), new RandomStream(1));
        Assert.Equal(Guarantee.Lower, chains.Guarantee);
        Assert.Equal(weights.Bounds.LogLikelihood.Value, chains.Estimate.Value, 0.02);
        Assert.Equal(weights.EffectiveSamples.Average(), chains.EffectiveSamples.Average(), 0.1 * weights.EffectiveSamples.Average());
        Assert.True(Math.Abs(prior.EffectiveSamples.Average() - chains.EffectiveSamples.Average()) > 0.01 * chains.EffectiveSamples.Average(), "the prior is another start than q");
    }

    [Fact]
    public void AnnealingWithoutADensityToStartAt_IsRefused()
    {
        string Refusal(string name, bool fromPosterior)
        {
            using var data = All[name].Data();
            using var model = new TrainedModel(All[name].Recipe(), [9]);
            return Assert.Throws<ArgumentException>(() => model.AnnealRows(data, new AnnealingSettings(Temperatures.Linear(2)), new RandomStream(1), fromPosterior)).Message;
        }
        Assert.Equal("the posterior of sivi has no density for an annealing to start at; start at the prior.", Refusal("sivi", true));
        Assert.Equal("annealing needs a prior with a density over continuous z, and dsivi has none; judge it by importance weights alone.", Refusal("dsivi", false));
    }

    [Fact]
    public void RowsOfAnotherShape_AreRefused()
    {
        using var model = new TrainedModel(All.Entries[0].Recipe(), [3, 3]);
        Assert.StartsWith("values: expected [B, 9], got [2, 10].", Assert.Throws<ArgumentException>(() => model.Encode(zeros(2, 10))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bernoulli_DecodesToProbabilities()
    {
        using var model = new TrainedModel(All["vae"].Recipe(), [9]);
        var means = model.Sample(50, new RandomStream(1));
        Assert.InRange(means.min().item<float>(), 0, 1);
        Assert.InRange(means.max().item<float>(), 0, 1);
    }
}
