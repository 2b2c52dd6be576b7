using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// From features to P numbers for every element of a flattened image: a linear layer to the smallest features, then transposed 3 × 3 convolutions of stride 2, each doubling the
/// sides, the last one to P·C channels. The outputs are P blocks of C·H·W. It is the mirror of <see cref="ConvolutionalNetwork"/>, for any sides, and costs the same: no layer
/// works at the full size.
/// </summary>
public sealed class DeconvolutionalNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear spread;
    private readonly TorchSharp.Modules.ModuleList<ConvolutionStage> stages;
    private readonly DoublingConvolution last;
    private readonly ImageShape smallest;
    private readonly Activation activation;

    /// <summary>A network.</summary>
    /// <param name="inputs">The width of its inputs, at least 1.</param>
    /// <param name="image">C×H×W, the shape of a row.</param>
    /// <param name="settings">The stages of the network that it mirrors: it runs through them backwards.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="perElement">P ≥ 1; 1 by default.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A side, a number of channels or P is below 1.</exception>
    public DeconvolutionalNetwork(long inputs, ImageShape image, ConvolutionSettings settings, RandomStream random, long perElement = 1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(DeconvolutionalNetwork))
    {
        if (perElement < 1) throw new ArgumentException($"numbers per element: expected at least 1, got {perElement}.", nameof(perElement));
        var shapes = settings.Shapes(image);
        (smallest, activation) = (shapes[^1], settings.Activation);
        spread = Initialization.Linear(inputs, smallest.Elements, random, dtype);
        var path = shapes.Reverse().ToArray();
        stages = new TorchSharp.Modules.ModuleList<ConvolutionStage>([.. path[..^1].Zip(path[1..^1], (from, to) =>
            new ConvolutionStage(outputs => ConvolutionLayers.Backward(from, to, outputs, random, dtype), to.Channels, settings, random, dtype))]);
        last = ConvolutionLayers.Backward(path[^2], image, perElement * image.Channels, random, dtype);
        Outputs = perElement * image.Elements;
        RegisterComponents();
    }

    /// <summary>P·C·H·W.</summary>
    public long Outputs { get; }

    /// <summary>P blocks of numbers, one for every element of the image.</summary>
    /// <param name="input">[..., inputs].</param>
    /// <returns>[..., P·C·H·W].</returns>
    public override Tensor forward(Tensor input)
    {
        var features = activation.ApplyTo(spread.call(input)).reshape(-1, smallest.Channels, smallest.Height, smallest.Width);
        foreach (var stage in stages) features = stage.call(features);
        return last.call(features).reshape([.. input.shape[..^1], Outputs]);
    }
}
