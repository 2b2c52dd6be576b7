using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

public sealed class ConditionalModelTests
{
    private const int Rows = 300;

    /// <summary>Rows that are their class and nothing else: a model that listens to labels draws a row's class on demand.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Samples_AreOfTheClassThatIsAskedFor(bool classPrior)
    {
        var labels = arange(Rows).remainder(3);
        using var data = new TensorData(nn.functional.one_hot(labels, 3).to_type(ScalarType.Byte), labels);
        var settings = Recipes.Find("cvae").Defaults;
        settings = settings with { Model = settings.Model with { Latent = 2, Networks = new() { Hidden = [8] }, Prior = new() { Labels = classPrior } } };
        using var recipe = Recipes.Compose(settings, DataDescription.Of(data), new RandomStream(1));
        new Trainer(recipe.Module, recipe.Phases(1e-2), new DataLoader(data, 30), new RandomStream(2), new TrainingPlan { Epochs = 40 }).Run();
        using var model = new TrainedModel(recipe, [3]);
        for (var label = 0; label < 3; label++)
        {
            var drawn = model.Sample(20, new RandomStream(3), label).mean([0L]);
            Assert.True(drawn[label].item<float>() > 0.9, $"class {label}: {string.Join(", ", drawn.data<float>().ToArray())}");
        }
    }

    [Fact]
    public void WhatIsMissingOrOutOfRange_IsRefused()
    {
        using var model = new TrainedModel(KnownRecipes.All["cvae"].Recipe(), [9]);
        Assert.StartsWith("label: this model is conditional on classes", Assert.Throws<ArgumentException>(() => model.Encode(zeros(2, 9))).Message, StringComparison.Ordinal);
        Assert.StartsWith("label: expected 0 … 2, got 3.", Assert.Throws<ArgumentException>(() => model.Sample(4, new RandomStream(1), 3)).Message, StringComparison.Ordinal);
        using var plain = new TrainedModel(KnownRecipes.All["vae"].Recipe(), [9]);
        Assert.StartsWith("label: vae was trained without labels", Assert.Throws<ArgumentException>(() => plain.Sample(4, new RandomStream(1), 0)).Message, StringComparison.Ordinal);
        var settings = Recipes.Find("cvae").Defaults;
        Assert.StartsWith("labels: this data has none", Assert.Throws<ArgumentException>(() => Recipes.Compose(settings, new DataDescription([9]), new RandomStream(1))).Message, StringComparison.Ordinal);
    }
}
