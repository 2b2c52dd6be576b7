using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The networks below the last layers of encoders and decoders.</summary>
internal static class Bodies
{
    /// <summary>A body with the width of what comes out of it.</summary>
    public sealed record Body(nn.Module<Tensor, Tensor> Network, long Features);

    /// <summary>From rows of data, or from <paramref name="inputs"/> numbers that hold them.</summary>
    public static Body Encoder(NetworkSettings settings, long inputs, RandomStream random, ScalarType dtype) => Dense(settings, inputs, settings.Hidden, random, dtype);

    /// <summary>From latents.</summary>
    public static Body Decoder(NetworkSettings settings, long inputs, RandomStream random, ScalarType dtype) =>
        Dense(settings, inputs, [.. settings.Hidden.Reverse()], random, dtype);

    /// <summary>From numbers without any order among them.</summary>
    public static Body Dense(NetworkSettings settings, long inputs, IReadOnlyList<int> hidden, RandomStream random, ScalarType dtype)
    {
        nn.Module<Tensor, Tensor> network = settings.Kind switch
        {
            NetworkKind.Mlp => new Mlp(inputs, hidden, settings.Activation, random, dtype, settings.Dropout, settings.Precision),
            NetworkKind.Gated => new GatedMlp(inputs, hidden, random, dtype, settings.Dropout, settings.Precision),
            var kind => throw new ArgumentException($"networks: {kind} is not a kind."),
        };
        return new Body(network, hidden.Count > 0 ? hidden[^1] : inputs);
    }
}
