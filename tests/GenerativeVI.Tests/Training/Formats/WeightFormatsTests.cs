using GenerativeVI.Formats;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Training.Formats;

public sealed class WeightFormatsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.dat")]
    public void WhatIsSaved_ComesBack_WhateverTheFileIsCalledThen(string name)
    {
        using var saved = Network(1);
        using var loaded = Network(2);
        Weights.Save(saved, folder[name]);
        File.Move(folder[name], folder["renamed.bin"]);
        Weights.Load(loaded, folder["renamed.bin"]);
        AssertSame(saved, loaded);
    }

    [Fact]
    public void TorchSharpsOwnForm_IsTheOneThatModulesReadAndWrite()
    {
        using var saved = Network(1);
        using var loaded = Network(2);
        Weights.Save(saved, folder["ours.dat"]);
        loaded.load(folder["ours.dat"]);
        AssertSame(saved, loaded);
        saved.save(folder["theirs.dat"]);
        Assert.Equal(File.ReadAllBytes(folder["theirs.dat"]), File.ReadAllBytes(folder["ours.dat"]));
    }

    [Fact]
    public void APyTorchFile_IsReadIntoAModule()
    {
        using var module = nn.Linear(2, 1);
        byte[] weight = [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)], bias = BitConverter.GetBytes(3f);
        var pickle = PickleWriter.Dictionary(p => p
            .Text("weight").Tensor("FloatStorage", "0", 2, 0, [1, 2], [2, 1])
            .Text("bias").Tensor("FloatStorage", "1", 1, 0, [1], [1]));
        Weights.Load(module, folder.Write("weights", PickleWriter.Archive(pickle, weight, bias)));
        Assert.Equal(14f, module.call(tensor(new float[] { 3, 4 })).item<float>());
    }

    [Fact]
    public void AnotherModelsWeights_AreListed_InEveryForm()
    {
        using var other = nn.Linear(2, 1);
        using var module = Network(1);
        foreach (var name in (string[])["other.safetensors", "other.dat"])
        {
            Weights.Save(other, folder[name]);
            Samples.Refused(() => Weights.Load(module, folder[name]), "these weights are another model's", "layers.0.weight is missing", "and 2 more");
        }
    }

    [Fact]
    public void WeightsInSeveralFiles_AreReadByTheirIndex()
    {
        using var module = Network(1);
        using var other = Network(2);
        var state = module.state_dict().ToArray();
        SafeTensors.Save(folder["a-1.safetensors"], state[..2].ToDictionary());
        SafeTensors.Save(folder["a-2.safetensors"], state[2..].ToDictionary());
        string Map(Func<int, string> file) => $$"""{"metadata": {}, "weight_map": { {{string.Join(", ", state.Select((entry, i) => $"\"{entry.Key}\": \"{file(i)}\""))}} } }""";

        Weights.Load(other, folder.Write("a.safetensors.index.json", Map(i => i < 2 ? "a-1.safetensors" : "a-2.safetensors")));
        AssertSame(module, other);
        Samples.Refused(() => Weights.Load(other, folder.Write("b.index.json", Map(_ => "a-1.safetensors"))), "b.index.json", "in a-1.safetensors", "none there");
        Samples.Refused(() => Weights.Load(other, folder.Write("c.index.json", Map(_ => "../a-1.safetensors"))), "c.index.json", "files beside it");
        Samples.Refused(() => Weights.Load(other, folder.Write("d.index.json", Map(_ => "none.safetensors"))), "none.safetensors", "no such file");
        foreach (var text in (string[])["{", "[]", "{\"weight_map\": 1}", "{\"weight_map\": {\"a\": 1}}"])
            Samples.Refused(() => Weights.Load(other, folder.Write("e.index.json", text)), "e.index.json", "an index of weights");
    }

    [Fact]
    public void HalfPrecisionAndScalars_AreConvertedToTheModules()
    {
        using var module = Network(1);
        using var other = Network(2);
        SafeTensors.Save(folder["half.safetensors"], module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.to_type(ScalarType.BFloat16)));
        Weights.Load(other, folder["half.safetensors"]);
        foreach (var (name, value) in module.state_dict()) Close.AssertSame(value.to_type(ScalarType.BFloat16).to_type(value.dtype), other.state_dict()[name]);

        SafeTensors.Save(folder["scalar.safetensors"], new Dictionary<string, Tensor> { ["s"] = tensor(2.5f), ["none"] = empty(0, 3), ["h"] = tensor(1.5f).to_type(ScalarType.BFloat16) });
        var read = SafeTensors.Load(folder["scalar.safetensors"]);
        Assert.Equal((0, 2.5f, 1.5f), (read["s"].dim(), read["s"].item<float>(), read["h"].to_type(ScalarType.Float32).item<float>()));
        Assert.Equal([0, 3], read["none"].shape);
    }

    [Fact]
    public void AnotherExtension_IsRefused()
    {
        using var module = Network(1);
        var error = Assert.Throws<ArgumentException>(() => Weights.Save(module, folder["model.pt"]));
        Assert.Contains("weights are written as .safetensors or", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfNoForm_OrNone_IsOneSentence()
    {
        using var module = Network(1);
        Samples.Refused(
            () => Weights.Load(module, folder.Write("text", "not weights at all")),
            "neither a safetensors file, nor a PyTorch zip file, nor a whole TorchSharp file");
        Samples.Refused(() => Weights.Load(module, folder.Write("empty", "")), "an end in the middle at byte 0");
        Samples.Refused(() => Weights.Load(module, folder["absent"]), "there is no such file");
        Samples.Refused(() => Weights.Load(module, folder.Path), "it cannot be read");
    }

    private static void AssertSame(nn.Module expected, nn.Module actual)
    {
        var state = actual.state_dict();
        foreach (var (name, value) in expected.state_dict()) Close.AssertSame(value, state[name]);
    }

    private static GatedMlp Network(long seed) => new(3, [4, 2], new RandomStream(seed));
}
