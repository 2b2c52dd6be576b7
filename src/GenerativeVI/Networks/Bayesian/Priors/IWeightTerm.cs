using System.Numerics;

namespace GenerativeVI.Networks;

/// <summary>A prior's KL from N(θ, σ²) of one weight, with its derivatives.</summary>
internal interface IWeightTerm
{
    /// <summary>Its value at θ, log σ and σ².</summary>
    Vector<float> Value(Vector<float> mean, Vector<float> logScale, Vector<float> variance);

    /// <summary>Its derivatives by θ and log σ.</summary>
    (Vector<float> ByMean, Vector<float> ByLogScale) Slopes(Vector<float> mean, Vector<float> logScale, Vector<float> variance);
}
