namespace GenerativeVI.Models;

/// <summary>What a Bayesian network predicts.</summary>
public enum PredictiveKind
{
    /// <summary>A class: softmax over C outputs; targets are the batch's labels.</summary>
    Classes,

    /// <summary>A number with one learned noise: N(f(x), σ²) of one output, or of T; targets are the batch's.</summary>
    Numbers,

    /// <summary>A number with a noise of its own: N(f₁(x), exp(2 f₂(x))) of two outputs, or of T and T; targets are the batch's.</summary>
    NumbersWithNoise,
}
