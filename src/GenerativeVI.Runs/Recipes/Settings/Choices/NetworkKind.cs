namespace GenerativeVI;

/// <summary>The kind of a model's networks.</summary>
public enum NetworkKind
{
    /// <summary>Linear layers with a nonlinearity after each.</summary>
    Mlp,

    /// <summary>Linear layers gated by a second one, value ⊙ σ(gate).</summary>
    Gated,

    /// <summary>Convolutions, each halving the image, and their mirror image to decode.</summary>
    Convolutional,

    /// <summary>The same, gated.</summary>
    GatedConvolutional,

    /// <summary>Convolutions with residual blocks after each.</summary>
    Residual,
}
