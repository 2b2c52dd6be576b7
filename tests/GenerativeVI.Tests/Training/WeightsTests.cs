using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Training;

public sealed class WeightsTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder["model.safetensors"];

    [Fact]
    public void SavedWeights_ComeBack()
    {
        using var saved = Network(1, 4);
        using var loaded = Network(2, 4);
        Weights.Save(saved, Path);
        Weights.Load(loaded, Path);
        foreach (var ((name, expected), (otherName, actual)) in saved.named_parameters().Zip(loaded.named_parameters()))
        {
            Assert.Equal(name, otherName);
            Close.AssertSame(expected, actual);
            Assert.True(actual.requires_grad);
        }
    }

    [Fact]
    public void AnotherModelsWeights_AreListed_AndNothingIsChanged()
    {
        using var module = Network(1, 4);
        var names = module.state_dict().Keys.Order(StringComparer.Ordinal).ToArray();
        var before = module.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        var stored = before.Where(p => p.Key != names[0]).ToDictionary(p => p.Key, p => p.Value);
        stored[names[1]] = zeros(2, 9);
        stored["stranger"] = zeros(1);
        SafeTensors.Save(Path, stored);

        var message = Assert.Throws<DataException>(() => Weights.Load(module, Path)).Message;
        Assert.StartsWith($"{Path}: these weights are another model's: ", message, StringComparison.Ordinal);
        Assert.Contains($"{names[0]} is missing", message, StringComparison.Ordinal);
        Assert.Contains("stranger is unknown", message, StringComparison.Ordinal);
        Assert.Contains($"{names[1]} has the shape [2, 9] instead of {Shapes.Text(before[names[1]].shape)}", message, StringComparison.Ordinal);
        foreach (var (name, value) in module.state_dict()) Close.AssertSame(before[name], value);
    }

    [Fact]
    public void ManyDifferences_AreCounted()
    {
        using var module = Network(1, 4, 5, 6);
        SafeTensors.Save(Path, new Dictionary<string, Tensor>());
        Assert.EndsWith("; and 2 more.", Assert.Throws<DataException>(() => Weights.Load(module, Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static Mlp Network(long seed, params int[] hidden) => new(3, hidden, Activation.Relu, new RandomStream(seed));
}
