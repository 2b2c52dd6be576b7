namespace GenerativeVI.Distributions;

/// <summary>A mixture, of which its components say what kind of values it has.</summary>
internal interface IHasComponents
{
    /// <summary>The components side by side.</summary>
    ISampler Components { get; }
}
