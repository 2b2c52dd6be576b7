namespace GenerativeVI.Networks;

/// <summary>What becomes of a Bayesian layer's bias.</summary>
public enum BiasTreatment
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A parameter without a posterior.</summary>
    Point,

    /// <summary>One more weight, on an input of 1, with posterior and prior like the others.</summary>
    Bayesian,
}
