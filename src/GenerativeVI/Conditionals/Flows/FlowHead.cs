using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>What flow encoders share: a body, and a linear layer from its features to the base N(μ, diag σ²).</summary>
internal sealed class FlowHead : nn.Module
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Linear basis;
    private readonly Precision precision;

    public FlowHead(nn.Module<Tensor, Tensor> body, long features, long latent, RandomStream random, ScalarType dtype, Precision precision)
        : base(nameof(FlowHead))
    {
        (this.body, this.precision) = (body, precision);
        basis = Initialization.Linear(features, 2 * latent, random, dtype);
        RegisterComponents();
    }

    /// <summary>The base and the features that it was made of.</summary>
    public (Normal Basis, Tensor Features) At(Inputs inputs)
    {
        var features = body.call(inputs.Value);
        var parameters = basis.At(precision, features).chunk(2, -1);
        return (Normal.FromLogScale(parameters[0], parameters[1]), features);
    }

    public static nn.Module Module(IFlow flow) =>
        flow as nn.Module ?? throw new ArgumentException($"{flow.GetType().Name} is no module, so its parameters would not be trained; derive it from nn.Module.", nameof(flow));
}
