namespace GenerativeVI.Distributions;

/// <summary>A distribution whose entropy −E log p(z) is known in closed form.</summary>
public interface IHasEntropy
{
    /// <summary>The differential entropy, or the entropy of discrete values, in nats, summed over the event axis; of the batch shape.</summary>
    Tensor Entropy();
}
