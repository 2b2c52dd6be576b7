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
