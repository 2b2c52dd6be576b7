namespace GenerativeVI.Evaluation;

/// <summary>How well a gradient is estimated for one group of parameters.</summary>
/// <param name="Group">The group's name, such as "encoder".</param>
/// <param name="Elements">How many numbers are in it.</param>
/// <param name="Variance">The variance of one estimate, summed over the elements.</param>
/// <param name="SignalToNoise">The length of the mean gradient over the root of <paramref name="Variance"/>; 0 where no mean can be told from noise.</param>
/// <param name="RelativeBias">The length of mean less long run's mean, over that of the long run's, from products of independent halves, so that noise alone gives 0 in expectation; 0 where it comes out negative.</param>
/// <param name="RelativeBiasSeen">The least relative bias that this many repeats would have shown.</param>
public sealed record GradientQuality(string Group, long Elements, double Variance, double SignalToNoise, double RelativeBias, double RelativeBiasSeen)
{
    /// <summary>Whether the mean differs from the long run's by more than noise explains.</summary>
    public bool IsBiased => RelativeBias > RelativeBiasSeen;
}
