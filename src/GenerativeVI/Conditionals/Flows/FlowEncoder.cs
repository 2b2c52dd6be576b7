using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|x) as a flow of N(μ(x), diag σ²(x)): a body network whose features give μ and log σ by one linear layer and are the context of every step of the flow
/// (Rezende &amp; Mohamed 2015; Kingma+ 2016; van den Berg+ 2018). Its density is known at its own draws; where the flow can be inverted, <see cref="Of"/> gives one with a density anywhere.
/// </summary>
public sealed class FlowEncoder : nn.Module, IConditional<FlowSampler>
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
    public FlowEncoder(nn.Module<Tensor, Tensor> body, long features, IFlow flow, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(FlowEncoder))
    {
        (this.flow, head) = (FlowHead.Module(flow), new FlowHead(body, features, flow.Dimension, random, dtype, precision));
        RegisterComponents();
    }

    /// <summary>An encoder whose flow is conditioned on the body's features: an <see cref="InvertibleFlowEncoder"/>, which is an IConditional of IDistribution, where the flow can be inverted.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="latent">The dimension of z, at least 1.</param>
    /// <param name="settings">The flow.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the products of the layer to μ and log σ.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static IConditional<ISampler> Of(
        nn.Module<Tensor, Tensor> body, long features, long latent, FlowSettings settings, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
    {
        var flow = settings.Make(latent, random.Split("flow"), features, dtype);
        return flow is IInvertibleFlow inverse
            ? new InvertibleFlowEncoder(body, features, inverse, random, dtype, precision)
            : new FlowEncoder(body, features, flow, random, dtype, precision);
    }

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B], event [latent].</returns>
    public FlowSampler At(Inputs inputs)
    {
        var (basis, features) = head.At(inputs);
        return new FlowSampler(basis, (IFlow)flow, features);
    }
}
