using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Formats;

/// <summary>
/// Encoders and decoders as ONNX files, opset 13, for runtimes of other languages and devices. A graph has one input [batch, features] with a free batch
/// axis, and the parameters of the
/// distribution as outputs: "mean" and "scale" (a standard deviation) of a normal one, "logits" and "mean" (probabilities) of a Bernoulli one. Weights keep
/// torch's names.
/// </summary>
/// <remarks>Source: the ONNX intermediate representation, onnx.proto, and the operators' descriptions at onnx.ai.</remarks>
public static class Onnx
{
    /// <summary>Refuses a network that no graph is known for.</summary>
    /// <param name="network">As for <see cref="Save"/>.</param>
    /// <exception cref="ArgumentException">The network is of another kind or type; the sentence names it.</exception>
    public static void Require(IConditional<ISampler> network)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var graph = Graph(network, "network", "x");
    }

    /// <summary>Writes one network, whole or not at all.</summary>
    /// <param name="network">A <see cref="NormalEncoder"/>, <see cref="BernoulliDecoder"/> or <see cref="NormalDecoder"/> over an <see cref="Networks.Mlp"/>
    /// or <see cref="Networks.GatedMlp"/>, in float32 or float64.</param>
    /// <param name="path">The file.</param>
    /// <param name="input">The name of the graph's input, such as "x" for an encoder and "z" for a decoder.</param>
    /// <exception cref="ArgumentException">The network is of another kind or type; the sentence names it.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public static void Save(IConditional<ISampler> network, string path, string input)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var graph = Graph(network, Path.GetFileNameWithoutExtension(path), input);
        AtomicFile.Write(path, graph.WriteTo);
    }

    /// <summary>What a part is called: the name of its type as it is written in C#.</summary>
    internal static string NameOf(object part) => NameOf(part.GetType());

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;

    private static OnnxGraph Graph(IConditional<ISampler> network, string name, string input)
    {
        var graph = new OnnxGraph(name, TypeOf(network));
        try
        {
            OnnxConditionals.Add(graph, network, input);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private static ScalarType TypeOf(IConditional<ISampler> network)
    {
        var type = network is nn.Module module ? module.parameters().First().dtype : ScalarType.Float32;
        return type is ScalarType.Float32 or ScalarType.Float64
            ? type
            : throw new ArgumentException($"network: ONNX graphs are written in float32 or float64, and this one is in {type}; convert it first.");
    }
}
