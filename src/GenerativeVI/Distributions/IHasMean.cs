namespace GenerativeVI.Distributions;

/// <summary>A distribution that knows its mean.</summary>
public interface IHasMean
{
    /// <summary>E z, of the shape of the parameters.</summary>
    Tensor Mean { get; }
}
