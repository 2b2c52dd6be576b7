using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The aggregate posterior as the prior: p(z) = E_{x ~ data} q(z|x), a semi-implicit distribution whose mixing is the data and whose kernel is the model's own posterior
/// (the DSIVI-agg of Molchanov+ 2019). A lower side by K rows needs no pseudo-inputs and no pass over the data set, so K goes into the thousands.
/// </summary>
/// <remarks>It has no parameters and is no module: the posterior is the model's and only borrowed.</remarks>
/// <param name="posterior">q(z|x), the model's.</param>
/// <param name="rows">The rows of the training set, such as <see cref="SampledRows"/>.</param>
public sealed class AggregatePrior(Func<Inputs, IDistribution> posterior, ISampler rows) : IConditional<SemiImplicit<ISampler>>
{
    /// <summary>The prior, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public SemiImplicit<ISampler> At(Inputs inputs) => new(rows, row => posterior(new Inputs(row)));
}
