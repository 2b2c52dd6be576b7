namespace GenerativeVI.Networks;

/// <summary>The nonlinearity between layers.</summary>
public enum Activation
{
    /// <summary>max(0, a).</summary>
    Relu,

    /// <summary>tanh a.</summary>
    Tanh,

    /// <summary>log(1 + eᵃ).</summary>
    Softplus,

    /// <summary>a σ(a).</summary>
    Silu,

    /// <summary>a for a > 0, eᵃ − 1 below.</summary>
    Elu,
}
