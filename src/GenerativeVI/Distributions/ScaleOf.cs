namespace GenerativeVI.Distributions;

/// <summary>Scales as people write them.</summary>
internal static class ScaleOf
{
    /// <summary>The parameter, in the type of the one beside it where it is of whole numbers: <c>new Normal(mean, 2)</c>.</summary>
    public static Tensor Real(Tensor parameter, Tensor beside) => parameter.is_floating_point() ? parameter : parameter.to_type(beside.dtype);
}
