namespace GenerativeVI.Networks;

/// <summary>The shape of a convolutional network.</summary>
/// <param name="Channels">The channels after each halving of the image, from the image on; at least one.</param>
/// <param name="Activation">The nonlinearity; ReLU by default.</param>
/// <param name="ResidualBlocks">The residual blocks after each halving or doubling; 0, the default, makes a plain network.</param>
/// <param name="Gated">Whether a convolution has values and gates, h ⊙ σ(g), in place of the nonlinearity; false by default.</param>
public sealed record ConvolutionSettings(IReadOnlyList<int> Channels, Activation Activation = Activation.Relu, int ResidualBlocks = 0, bool Gated = false)
{
    /// <summary>The shapes from the image to the smallest features.</summary>
    /// <exception cref="ArgumentException">There are no stages, or a stage has no channels.</exception>
    internal ImageShape[] Shapes(ImageShape image)
    {
        if (Channels.Count == 0 || Channels.Any(c => c < 1)) throw new ArgumentException($"channels: expected at least one stage of at least one channel, got [{string.Join(", ", Channels)}].");
        if (ResidualBlocks < 0) throw new ArgumentException($"residual blocks: expected at least 0, got {ResidualBlocks}.");
        var shapes = new List<ImageShape> { image.Checked() };
        foreach (var channels in Channels) shapes.Add(shapes[^1].Halved(channels));
        return [.. shapes];
    }
}
