namespace GenerativeVI.Models;

/// <summary>What a Bayesian network predicts.</summary>
public enum PredictiveKind
{
    /// <summary>A class: softmax over C outputs; targets are the batch's labels.</summary>
    Classes,

    /// <summary>A number with one learned noise: N(f(x), σ²) of one output; targets are the last column of the batch's values.</summary>
    Numbers,

    /// <summary>A number with a noise of its own: N(f₁(x), exp(2 f₂(x))) of two outputs; targets are the last column of the batch's values.</summary>
    NumbersWithNoise,
}
