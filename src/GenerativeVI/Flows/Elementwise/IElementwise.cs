namespace GenerativeVI.Flows;

/// <summary>A monotone map of single elements by P parameters each: what couplings and autoregressive flows apply. At parameters 0 it is the identity.</summary>
public interface IElementwise
{
    /// <summary>P.</summary>
    long Parameters { get; }

    /// <summary>Every element's image and its log-derivative.</summary>
    /// <param name="value">[..., D].</param>
    /// <param name="parameters">Unconstrained, [..., P, D]; leading axes broadcast against those of the value.</param>
    /// <returns>Both [..., D].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit; the sentence has both.</exception>
    Mapped Map(Tensor value, Tensor parameters);

    /// <summary>Every element's origin and the log-derivative of the inverse there.</summary>
    /// <param name="value">[..., D].</param>
    /// <param name="parameters">Unconstrained, [..., P, D]; leading axes broadcast against those of the value.</param>
    /// <returns>Both [..., D].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit; the sentence has both.</exception>
    Mapped Invert(Tensor value, Tensor parameters);
}
