namespace GenerativeVI.Networks;

/// <summary>The shape behind a flattened image row of C·H·W elements, channels first.</summary>
/// <param name="Channels">C ≥ 1.</param>
/// <param name="Height">H ≥ 1.</param>
/// <param name="Width">W ≥ 1.</param>
public readonly record struct ImageShape(long Channels, long Height, long Width)
{
    /// <summary>C·H·W.</summary>
    public long Elements => Channels * Height * Width;

    /// <summary>The shape after convolutions of stride 2: half of each side, rounded up.</summary>
    /// <param name="channels">The channels after them.</param>
    internal ImageShape Halved(long channels) => new(channels, (Height + 1) / 2, (Width + 1) / 2);

    /// <summary>For example 1×28×28.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}×{Height}×{Width}");

    /// <summary>The shape, when every side is at least 1.</summary>
    /// <exception cref="ArgumentException">A side is not.</exception>
    internal ImageShape Checked() =>
        Channels >= 1 && Height >= 1 && Width >= 1 ? this : throw new ArgumentException($"image: expected channels, height and width of at least 1, got {this}.");
}
