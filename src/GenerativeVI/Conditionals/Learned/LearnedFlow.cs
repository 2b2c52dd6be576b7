using GenerativeVI.Data;
using GenerativeVI.Flows;

namespace GenerativeVI.Conditionals;

/// <summary>q(z) as a flow of N(μ, diag σ²), all of it learned: the posterior of a single target beyond a normal one. It is known at its own draws, whatever the flow.</summary>
public sealed class LearnedFlow : nn.Module, IConditional<FlowSampler>
{
    private readonly nn.Module flow;
    private readonly LearnedNormal basis;

    /// <summary>A flow of independent elements around a point.</summary>
    /// <param name="flow">A module without a context; owned from now on.</param>
    /// <param name="mean">μ at the start, [D]; copied.</param>
    /// <param name="scale">Where every σ starts, above 0.</param>
    public LearnedFlow(IFlow flow, Tensor mean, double scale)
        : base(nameof(LearnedFlow))
    {
        (this.flow, basis) = (FlowHead.Module(flow), new LearnedNormal(mean, scale));
        RegisterComponents();
    }

    /// <summary>The distribution.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public FlowSampler At(Inputs inputs) => new(basis.At(inputs), (IFlow)flow);
}
