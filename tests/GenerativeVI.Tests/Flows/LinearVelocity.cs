using GenerativeVI.Tensors;
using GenerativeVI.Flows;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenerativeVI.Tests.Flows;

/// <summary>v(z, t) = A z, of which everything is known: z(T) = e^{AT} z and log |det| = T tr A.</summary>
internal sealed class LinearVelocity : nn.Module, IVelocity
{
    private readonly Parameter matrix;

    public LinearVelocity(double[,] matrix)
        : base(nameof(LinearVelocity))
    {
        this.matrix = new Parameter(from_array(matrix));
        RegisterComponents();
    }

    public Tensor Matrix => matrix;

    public long Dimension => matrix.shape[0];

    public Tensor At(double time, Tensor value, Tensor? context) => value.Product(matrix.transpose(0, 1));
}

/// <summary>A field that does not let its trace be known, so that it is found by backward passes.</summary>
internal sealed class PlainVelocity : nn.Module, IVelocity
{
    private readonly VelocityNetwork network;

    public PlainVelocity(VelocityNetwork network)
        : base(nameof(PlainVelocity))
    {
        this.network = network;
        RegisterComponents();
    }

    public long Dimension => network.Dimension;

    public Tensor At(double time, Tensor value, Tensor? context) => network.At(time, value, context);
}
