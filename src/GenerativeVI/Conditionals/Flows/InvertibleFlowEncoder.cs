using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>A <see cref="FlowEncoder"/> whose flow can be inverted, so that q(z|x) has a density anywhere.</summary>
public sealed class InvertibleFlowEncoder : nn.Module, IConditional<FlowDistribution>
{
    private readonly FlowHead head;
    private readonly nn.Module flow;

    /// <summary>An encoder.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="flow">The flow of z, a module, conditioned on H features or on nothing; owned from now on.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the products of the layer to μ and log σ.</param>
    public InvertibleFlowEncoder(
        nn.Module<Tensor, Tensor> body, long features, IInvertibleFlow flow, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(InvertibleFlowEncoder))
    {
        (this.flow, head) = (FlowHead.Module(flow), new FlowHead(body, features, flow.Dimension, random, dtype, precision));
        RegisterComponents();
    }

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B], event [latent].</returns>
    public FlowDistribution At(Inputs inputs)
    {
        var (basis, features) = head.At(inputs);
        return new FlowDistribution(basis, (IInvertibleFlow)flow, features);
    }
}
