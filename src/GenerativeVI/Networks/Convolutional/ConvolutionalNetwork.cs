using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>From flattened images to features: 3 × 3 convolutions of stride 2, each halving the sides, with residual blocks between them where wanted. The body of an encoder.</summary>
public sealed class ConvolutionalNetwork : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<ConvolutionStage> stages;
    private readonly ImageShape image;

    /// <summary>A network.</summary>
    /// <param name="image">C×H×W, the shape of a row.</param>
    /// <param name="settings">The stages.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A side or a number of channels is below 1.</exception>
    public ConvolutionalNetwork(ImageShape image, ConvolutionSettings settings, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(ConvolutionalNetwork))
    {
        this.image = image;
        var shapes = settings.Shapes(image);
        stages = new TorchSharp.Modules.ModuleList<ConvolutionStage>([.. shapes.Zip(shapes.Skip(1), (from, to) =>
            new ConvolutionStage(outputs => ConvolutionLayers.Forward(from.Channels, outputs, 2, random, dtype), to.Channels, settings, random, dtype))]);
        Outputs = shapes[^1].Elements;
        RegisterComponents();
    }

    /// <summary>The elements of the last features, flattened.</summary>
    public long Outputs { get; }

    /// <summary>The last features.</summary>
    /// <param name="input">[..., C·H·W].</param>
    /// <returns>[..., <see cref="Outputs"/>].</returns>
    public override Tensor forward(Tensor input)
    {
        Shapes.Require(input, nameof(input), "...", image.Elements);
        var features = input.reshape(-1, image.Channels, image.Height, image.Width);
        foreach (var stage in stages) features = stage.call(features);
        return features.reshape([.. input.shape[..^1], Outputs]);
    }
}
