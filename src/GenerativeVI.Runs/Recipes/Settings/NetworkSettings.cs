using GenerativeVI.Networks;

namespace GenerativeVI;

/// <summary>The networks of a model: the encoder's body, and the decoder's as its mirror image.</summary>
public sealed record NetworkSettings
{
    /// <summary>Their kind.</summary>
    public NetworkKind Kind { get; init; } = NetworkKind.Mlp;

    /// <summary>The widths of the encoder's hidden layers, or its channels where it is convolutional; the decoder has them in reverse. Empty for a linear model.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [400];

    /// <summary>Residual blocks after each convolution of a residual network.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The nonlinearity between layers; gated layers have none.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The share of hidden units that is dropped in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>The arithmetic of matrix products.</summary>
    public Precision Precision { get; init; } = Precision.Full;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        if (Hidden.FirstOrDefault(width => width < 1, 1) is var width and < 1) throw new ArgumentException($"hidden: expected widths of at least 1, got {width}.");
        Require.AtLeast("blocks", Blocks, 1);
        if (!(Dropout >= 0 && Dropout < 1)) throw new ArgumentException($"dropout: expected at least 0 and below 1, got {Dropout}.");
    }
}
