namespace GenerativeVI.Networks;

/// <summary>How a Bayesian layer is evaluated under its posterior. All but the mean have the same distribution of one row's outputs, and so the same expected bound; they differ in noise and time.</summary>
public enum WeightEvaluation
{
    /// <summary>The outputs themselves are drawn, for every row: little gradient noise, which falls as 1/M with M rows (Kingma+ 2015).</summary>
    LocalReparameterization,

    /// <summary>One draw of the weights for all rows of a forward pass (one for each entry of a leading axis S): the cheapest, with a noise that does not fall with M.</summary>
    SharedSample,

    /// <summary>A draw of the weights for every row: independent rows at the price of as many weight matrices.</summary>
    SampleEach,

    /// <summary>One draw whose deviation from the mean gets random signs for every row: pairwise uncorrelated rows for two products (Wen+ 2018). Needs independent weights.</summary>
    Flipout,

    /// <summary>The mean of the weights: a deterministic network.</summary>
    Mean,
}
