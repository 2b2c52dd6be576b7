using GenerativeVI.Tensors;
using Sequential = TorchSharp.Modules.Sequential;

namespace GenerativeVI.Networks;

/// <summary>The two classifiers of digits by which sparse networks are compared (LeCun+ 1998; Han+ 2015; Molchanov+ 2017).</summary>
public static class LeNet
{
    /// <summary>LeNet-300-100: two hidden layers of 300 and 100, ReLU. 266 200 weights on rows of 784 and ten classes.</summary>
    /// <param name="inputs">D, the elements of a row, at least 1.</param>
    /// <param name="classes">C ≥ 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <returns>From [..., D] to logits [..., C].</returns>
    public static Sequential FullyConnected(long inputs, long classes, RandomStream random, ScalarType dtype = ScalarType.Float32) => nn.Sequential(
        ("fc1", Initialization.Linear(inputs, 300, random.Split("fc1"), dtype)),
        ("relu1", nn.ReLU()),
        ("fc2", Initialization.Linear(300, 100, random.Split("fc2"), dtype)),
        ("relu2", nn.ReLU()),
        ("fc3", Initialization.Linear(100, classes, random.Split("fc3"), dtype)));

    /// <summary>
    /// LeNet-5-Caffe: 20 and 50 kernels of 5 × 5, each followed by a maximum over 2 × 2 and a ReLU, then 500 hidden units. 430 500 weights on one channel of 28 × 28 and ten classes.
    /// </summary>
    /// <param name="image">The shape of a row, with sides of at least 16.</param>
    /// <param name="classes">C ≥ 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <returns>From [B, channels, H, W] to logits [B, C].</returns>
    /// <exception cref="ArgumentException">A side is under 16.</exception>
    /// <remarks>The ReLU comes after the maximum, with which it commutes, on a quarter of the numbers.</remarks>
    public static Sequential Convolutional(ImageShape image, long classes, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        if (image.Checked() is { Height: < 16 } or { Width: < 16 }) throw new ArgumentException($"LeNet-5: expected images with sides of at least 16, got {image}.", nameof(image));
        var features = 50 * Places(Places(image.Height)) * Places(Places(image.Width));
        return nn.Sequential(
            ("conv1", ConvolutionLayers.Forward(image.Channels, 20, 1, random.Split("conv1"), dtype, Kernel, padding: 0)),
            ("pool1", nn.MaxPool2d(kernel_size: 2)),
            ("relu1", nn.ReLU()),
            ("conv2", ConvolutionLayers.Forward(20, 50, 1, random.Split("conv2"), dtype, Kernel, padding: 0)),
            ("pool2", nn.MaxPool2d(kernel_size: 2)),
            ("relu2", nn.ReLU()),
            ("flat", nn.Flatten()),
            ("fc1", Initialization.Linear(features, 500, random.Split("fc1"), dtype)),
            ("relu3", nn.ReLU()),
            ("fc2", Initialization.Linear(500, classes, random.Split("fc2"), dtype)));
    }

    private const long Kernel = 5;

    // What a convolution without padding and the pooling leave of a side.
    private static long Places(long side) => (side - Kernel + 1) / 2;
}
