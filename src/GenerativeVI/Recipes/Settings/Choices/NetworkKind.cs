namespace GenerativeVI;

/// <summary>The kind of a model's networks.</summary>
public enum NetworkKind
{
    /// <summary>Linear layers with a nonlinearity after each.</summary>
    Mlp,

    /// <summary>Linear layers gated by a second one, value ⊙ σ(gate).</summary>
    Gated,
}
