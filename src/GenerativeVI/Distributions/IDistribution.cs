namespace GenerativeVI.Distributions;

/// <summary>What can be sampled and evaluated anywhere.</summary>
public interface IDistribution : ISampler
{
    /// <summary>log p(value) in nats, summed over the event axis: a log-density, or a log-mass for discrete values.</summary>
    /// <param name="value">[..., D], broadcast against the parameters.</param>
    /// <returns>[...], the broadcast shape without the event axis.</returns>
    Tensor LogDensity(Tensor value);
}
