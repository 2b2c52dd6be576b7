using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Exporting;

/// <summary>Every kind of network as ONNX: onnx's own checker accepts the graph, and run node by node in torch it gives the same numbers.</summary>
public sealed class OnnxTests : IDisposable
{
    private const string Script = "tests/GenerativeVI.Tests/Exporting/python/run_onnx.py";
    private const double Tolerance = 1e-5;
    private const long Rows = 5, Pixels = 12;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Graphs_GiveTheNetworksNumbers(ScalarType type)
    {
        var random = new RandomStream(4);
        var graphs = new List<(string Name, string Values, Dictionary<string, Tensor> Expected)>();
        foreach (var kind in Kinds.All)
        {
            using var recipe = Recipes.Vae(Kinds.Settings(kind), Pixels, new RandomStream(3), dtype: type);
            Kinds.Disturb(recipe.Module);
            var (x, z) = (random.Uniform([Rows, Pixels], type), random.Normal([Rows, 3], type));
            NpyWriter.Write(folder[$"{kind}-encoder-in.npy"], x);
            NpyWriter.Write(folder[$"{kind}-decoder-in.npy"], z);
            Onnx.Save(recipe.Encoder, folder[$"{kind}-encoder.onnx"], "x");
            Onnx.Save(recipe.Decoder, folder[$"{kind}-decoder.onnx"], "z");
            graphs.Add(($"{kind}-encoder", "x mean scale", Parameters(recipe.Encoder.At(new Inputs(x)))));
            var likelihood = recipe.Decoder.At(new Inputs(z));
            graphs.Add(($"{kind}-decoder", likelihood is Normal ? "z mean scale" : "z logits mean", Parameters(likelihood)));
        }

        var printed = Python.Run(["torch", "onnx"], graphs.Select(g =>
            new Python.Call(Script, folder[$"{g.Name}-in.npy"], folder[$"{g.Name}.onnx"], folder[$"{g.Name}-"])));
        Assert.Equal(graphs.Select(g => g.Values), printed.Select(line => line.Trim()));
        foreach (var (name, _, expected) in graphs)
        {
            foreach (var (output, value) in expected)
            {
                var actual = Numbers(NpyReader.Read(folder[$"{name}-{output}.npy"]));
                Assert.Equal(value.shape, actual.shape);
                Close.AssertAll(value, actual, Tolerance);
            }
        }
    }

    [Fact]
    public void WhatHasNoGraph_IsRefusedByName()
    {
        var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
        Assert.Contains("Unconditional", Assert.Throws<ArgumentException>(() => Onnx.Save(prior, folder["prior.onnx"], "x")).Message, StringComparison.Ordinal);
        using var body = nn.Sequential(nn.Linear(3, 4));
        using var encoder = new NormalEncoder(body, 4, 2, new RandomStream(1));
        var error = Assert.Throws<ArgumentException>(() => Onnx.Save(encoder, folder["encoder.onnx"], "x"));
        Assert.Contains("body of type Sequential", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static Dictionary<string, Tensor> Parameters(ISampler distribution)
    {
        var parameters = new Dictionary<string, Tensor> { ["mean"] = ((IHasMean)distribution).Mean };
        if (distribution is Normal normal) parameters["scale"] = normal.Scale.expand(normal.Mean.shape);
        return parameters;
    }

    private static Tensor Numbers(NumericArray array) =>
        (array.Type == ElementType.Float64 ? tensor(array.Values<double>().ToArray()) : tensor(array.Values<float>().ToArray())).reshape(array.Shape);
}
