namespace GenerativeVI.Models;

/// <summary>How a binary method is made to tell more than two classes apart.</summary>
public enum MulticlassScheme
{
    /// <summary>One machine a class against all others; the probabilities are divided by their sum. No joint likelihood is behind them, and so no evidence.</summary>
    OneVersusRest,

    /// <summary>One machine a class under the joint likelihood softmax(u), with sampled expectations.</summary>
    Softmax,
}
