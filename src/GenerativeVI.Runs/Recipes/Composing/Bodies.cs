using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The networks below the last layers of encoders and decoders.</summary>
internal static class Bodies
{
    /// <summary>A body with the width of what comes out of it.</summary>
    public sealed record Body(nn.Module<Tensor, Tensor> Network, long Features);

    /// <summary>From rows of data, and <paramref name="classes"/> numbers beside them.</summary>
    public static Body Encoder(NetworkSettings settings, DataDescription data, int classes, RandomStream random, ScalarType dtype)
    {
        if (!IsConvolutional(settings.Kind)) return Dense(settings, data.Dimension + classes, settings.Hidden, random, dtype);
        var network = new ConvolutionalNetwork(Image(data), Convolutions(settings), random, dtype);
        return new Body(network, network.Outputs);
    }

    /// <summary>From latents, to a last hidden layer.</summary>
    public static Body Decoder(NetworkSettings settings, long inputs, RandomStream random, ScalarType dtype) =>
        Dense(settings, inputs, [.. settings.Hidden.Reverse()], random, dtype);

    /// <summary>From latents to a given number of outputs for every element of a row.</summary>
    public static nn.Module<Tensor, Tensor> Whole(NetworkSettings settings, long inputs, DataDescription data, long perElement, RandomStream random, RandomStream head, ScalarType dtype)
    {
        if (IsConvolutional(settings.Kind)) return new DeconvolutionalNetwork(inputs, Image(data), Convolutions(settings), random, perElement, dtype);
        var body = Decoder(settings, inputs, random, dtype);
        return new Headed(body.Network, body.Features, perElement * data.Dimension, head, dtype);
    }

    /// <summary>Whether a kind sees rows as images.</summary>
    public static bool IsConvolutional(NetworkKind kind) => kind is NetworkKind.Convolutional or NetworkKind.GatedConvolutional or NetworkKind.Residual;

    private static ConvolutionSettings Convolutions(NetworkSettings settings) =>
        new(settings.Hidden, settings.Activation, settings.Kind == NetworkKind.Residual ? settings.Blocks : 0, settings.Kind == NetworkKind.GatedConvolutional);

    public static ImageShape Image(DataDescription data) => data.EventShape switch
    {
        [var height, var width] => new(1, height, width),
        [var channels, var height, var width] => new(channels, height, width),
        var shape => throw new ArgumentException($"networks: convolutions need images, and a row of this data has the shape [{string.Join(", ", shape)}]; give it with RunSettings.ImageShape, or take the networks mlp."),
    };

    /// <summary>From numbers without any order among them.</summary>
    public static Body Dense(NetworkSettings settings, long inputs, IReadOnlyList<int> hidden, RandomStream random, ScalarType dtype)
    {
        nn.Module<Tensor, Tensor> network = settings.Kind switch
        {
            NetworkKind.Mlp => new Mlp(inputs, hidden, settings.Activation, random, dtype, settings.Dropout, settings.Precision),
            NetworkKind.Gated => new GatedMlp(inputs, hidden, random, dtype, settings.Dropout, settings.Precision),
            NetworkKind.Convolutional or NetworkKind.GatedConvolutional or NetworkKind.Residual =>
                new Mlp(inputs, [], settings.Activation, random, dtype, settings.Dropout, settings.Precision),
            var kind => throw new ArgumentException($"networks: {kind} is not a kind."),
        };
        return new Body(network, hidden.Count > 0 && !IsConvolutional(settings.Kind) ? hidden[^1] : inputs);
    }
}
