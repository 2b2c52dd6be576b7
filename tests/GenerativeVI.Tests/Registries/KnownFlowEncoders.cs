using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A flow posterior of 2 latent dimensions given 2 inputs, float64.</summary>
/// <param name="Settings">Its flow.</param>
public sealed record FlowEncoderEntry(string Name, FlowSettings Settings) : IEntry
{
    public IConditional<ISampler> Make(RandomStream random) =>
        FlowEncoder.Of(new Mlp(2, [6, 5], Activation.Tanh, random, ScalarType.Float64), 5, 2, Settings, random, ScalarType.Float64);
}

public static class KnownFlowEncoders
{
    /// <summary>Every kind by name: a new one is here by itself.</summary>
    public static readonly Registry<FlowEncoderEntry> All =
        new([.. Enum.GetValues<FlowKind>().Select(kind => new FlowEncoderEntry($"{kind}", new FlowSettings(kind, 3) { Hidden = [6, 5], Activation = Activation.Tanh, Bins = 4, Departure = 0.3, Tolerance = 1e-9, EvaluationTolerance = 1e-9 }))]);
}
