namespace GenerativeVI.Targets;

/// <summary>A prior of a number above 0, such as a standard deviation.</summary>
public sealed record ScalePrior
{
    private readonly Func<Tensor, Tensor>? density;

    private ScalePrior(string text, Func<Tensor, Tensor>? density) => (Text, this.density) = (text, density);

    /// <summary>The constant 1: improper, so that what it is the prior of has no evidence but up to a
    /// constant.</summary>
    public static ScalePrior Flat { get; } = new("flat (improper)", null);

    /// <summary>How it is written.</summary>
    public string Text { get; }

    /// <summary>2/(π s (1 + (x/s)²)): the half-Cauchy distribution.</summary>
    /// <param name="scale">s above 0.</param>
    public static ScalePrior HalfCauchy(double scale) => new(
        FormattableString.Invariant($"half-Cauchy(0, {scale})"), x => LogDensities.Cauchy(x, scale) + Math.Log(2));

    /// <summary>2 N(x; 0, s²): the half-normal distribution.</summary>
    /// <param name="scale">s above 0.</param>
    public static ScalePrior HalfNormal(double scale) => new(
        FormattableString.Invariant($"half-normal(0, {scale})"), x => LogDensities.Normal(x, 0, scale) + Math.Log(2));

    /// <summary>log density, in nats.</summary>
    /// <param name="value">x above 0, any shape.</param>
    public Tensor LogDensity(Tensor value) => density is null ? zeros_like(value) : density(value);
}
