namespace GenerativeVI;

/// <summary>Where the last layer of a dense Bernoulli or Gaussian decoder begins.</summary>
public enum DecoderStart
{
    /// <summary>
    /// At the training data's mean (Burda+ 2016): the network need not learn it first. While it does, it looks away from z, and a prior that follows the posterior lets z collapse then for good.
    /// </summary>
    Mean,

    /// <summary>At small random numbers, like any other layer.</summary>
    Random,
}
