using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;

namespace GenerativeVI.Formats;

/// <summary>Networks that return distributions, as graphs that return the distributions' parameters. A new kind is one more method here.</summary>
internal static class OnnxConditionals
{
    public static void Add(OnnxGraph graph, IConditional<ISampler> network, string input)
    {
        switch (network)
        {
            case NormalEncoder encoder:
                Encoder(graph, encoder, input);
                break;
            case BernoulliDecoder decoder:
                Bernoulli(graph, decoder, input);
                break;
            case NormalDecoder decoder:
                Normal(graph, decoder, input);
                break;
            default:
                throw new ArgumentException(
                    $"network: no ONNX graph is known for a {Onnx.NameOf(network)}; those for normal encoders and for Bernoulli and normal decoders are.");
        }
    }

    private static void Encoder(OnnxGraph graph, NormalEncoder encoder, string input)
    {
        var features = OnnxLayers.Body(graph, encoder.Body, graph.Input(input, OnnxLayers.Inputs(encoder.Body, encoder.Head)));
        var latent = encoder.Head.weight!.shape[0] / 2;
        var (mean, logScale) = graph.Halves(OnnxLayers.Linear(graph, encoder.Head, features, "head"), latent, "mean", "log_scale");
        graph.Output(mean, latent);
        graph.Output(graph.Node("Exp", "scale", logScale), latent);
    }

    private static void Bernoulli(OnnxGraph graph, BernoulliDecoder decoder, string input)
    {
        var features = OnnxLayers.Body(graph, decoder.Body, graph.Input(input, OnnxLayers.Inputs(decoder.Body, decoder.Logits)));
        var dimension = decoder.Logits.weight!.shape[0];
        var logits = OnnxLayers.Linear(graph, decoder.Logits, features, "logits");
        graph.Output(logits, dimension);
        graph.Output(graph.Node("Sigmoid", "mean", logits), dimension);
    }

    private static void Normal(OnnxGraph graph, NormalDecoder decoder, string input)
    {
        var features = OnnxLayers.Body(graph, decoder.Body, graph.Input(input, OnnxLayers.Inputs(decoder.Body, decoder.Mean)));
        var dimension = decoder.Mean.weight!.shape[0];
        var mean = OnnxLayers.Linear(graph, decoder.Mean, features, "mean");
        graph.Output(mean, dimension);

        if (decoder.FixedLogScale is { } given)
        {
            graph.Output(graph.Node("Expand", "scale", graph.Number("fixed_scale", Math.Exp(given)), graph.Node("Shape", "shape", mean)), dimension);
            return;
        }

        // log σ = log σ_min + softplus(s − log σ_min), as the decoder has it.
        var free = decoder.Scale is null ? graph.Weight("logScale", decoder.LogScale!) : OnnxLayers.Linear(graph, decoder.Scale, features, "free", "scale");
        var least = graph.Number("least_log_scale", decoder.LeastLogScale);
        var above = graph.Node("Softplus", "above", graph.Node("Sub", "free_above", free, least));
        var logScale = graph.Node("Add", "log_scale", above, least);
        graph.Output(
            decoder.Scale is null
                ? graph.Node("Expand", "scale", graph.Node("Exp", "scale_of_one", logScale), graph.Node("Shape", "shape", mean))
                : graph.Node("Exp", "scale", logScale),
            dimension);
    }
}
