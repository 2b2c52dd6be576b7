namespace GenerativeVI.Distributions;

/// <summary>Densities that are zero outside their support, without a NaN in value or gradient there.</summary>
internal static class Support
{
    /// <summary>The density inside and −∞ where <paramref name="outside"/>; formulas see a value inside there, and a NaN counts as inside, so that it is not hidden.</summary>
    public static Tensor Restrict(Tensor value, Tensor outside, double standIn, Func<Tensor, Tensor> logDensity)
    {
        var result = logDensity(value.masked_fill(outside, standIn));
        return result.masked_fill(outside, double.NegativeInfinity);
    }

    /// <summary>Where a value is negative or not whole.</summary>
    public static Tensor NoCount(Tensor value) => value.lt(0).logical_or((value - value.round()).abs().gt(0));
}
