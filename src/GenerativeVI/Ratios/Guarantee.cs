namespace GenerativeVI.Ratios;

/// <summary>What a number may be called.</summary>
public enum Guarantee
{
    /// <summary>The quantity itself; of a log-ratio also an estimate of it without bias.</summary>
    Exact,

    /// <summary>At most the quantity, in expectation.</summary>
    Lower,

    /// <summary>At least the quantity, in expectation.</summary>
    Upper,

    /// <summary>An unbiased estimate of p(x), whose logarithm is a lower bound of log p(x) in expectation.</summary>
    Unbiased,

    /// <summary>Neither bound nor unbiased.</summary>
    None,

    /// <summary>A mean over draws of what each draw has exactly: without bias, and as far from the quantity itself as its standard error says.</summary>
    Estimated,
}
