using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

/// <summary>Grey levels from 0 to 255 in the place of grey values from 0 to 1 are named, and are not trained on.</summary>
public sealed class GreyDataTests
{
    private const string Sentence = "a Bernoulli likelihood is of bits, or of grey values from 0 to 1, and these data reach from 0 to 255; say their scale";

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Byte)]
    public void LevelsWithoutAScale_AreNamed_ByTrainingAndEvaluation(ScalarType type)
    {
        using var data = Levels(type, scale: 1);
        using var recipe = Model();
        using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 8), new RandomStream(1));
        Assert.Contains(Sentence, Assert.Throws<ArgumentException>(() => trainer.Run()).Message, StringComparison.Ordinal);
        using var model = new TrainedModel(recipe, [6]);
        Assert.Contains(Sentence, Assert.Throws<ArgumentException>(() => model.Evaluate(data, 5, new RandomStream(1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Byte)]
    public void LevelsWithTheirScale_AreTrainedOn(ScalarType type)
    {
        using var data = Levels(type, scale: 255);
        using var recipe = Model();
        using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 8), new RandomStream(1));
        Assert.InRange(trainer.Run()!.Bound!.Value, -100, 0);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void OneElement_IsEnough_WhereverItStands(double odd)
    {
        using var scope = NewDisposeScope();
        for (var place = 0; place < 37; place++)
        {
            foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
            {
                var value = full(1, 37, value: 0.5, dtype: type);
                var bernoulli = new Bernoulli(zeros(1, 37, dtype: type));
                Assert.Equal(-37 * Math.Log(2), bernoulli.LogDensity(value).to_type(ScalarType.Float64).item<double>(), 1e-4);
                value[0, place] = odd;
                Assert.Throws<ArgumentException>(() => bernoulli.LogDensity(value));
            }
        }
    }

    private static TensorData Levels(ScalarType type, double scale) =>
        new(arange(16 * 6).remainder(2).mul(255).reshape(16, 6).to_type(type), scale: scale);

    private static Recipe Model() => Recipes.Vae(
        new ModelSettings { Latent = 2, Networks = new() { Hidden = [5] } }, 6, new RandomStream(1).Split("weights"));
}
