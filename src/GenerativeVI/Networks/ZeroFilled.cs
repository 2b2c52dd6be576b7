namespace GenerativeVI.Networks;

/// <summary>
/// A network that sees rows with missing elements, NaN, as zeros and, beside them, which elements those are: [x with
/// zeros, m], m_d = 1 where element d is missing and 0 elsewhere.
/// </summary>
public sealed class ZeroFilled : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> network;

    /// <summary>A network over zeros and mask.</summary>
    /// <param name="network">From [..., 2D] to [..., H]; owned from now on.</param>
    public ZeroFilled(nn.Module<Tensor, Tensor> network)
        : base(nameof(ZeroFilled))
    {
        this.network = network;
        RegisterComponents();
    }

    /// <summary>The network at rows with missing elements.</summary>
    /// <param name="input">[..., D], NaN where an element is missing.</param>
    /// <returns>[..., H].</returns>
    public override Tensor forward(Tensor input)
    {
        var missing = input.isnan();
        return network.call(cat([where(missing, zeros_like(input), input), missing.to_type(input.dtype)], -1));
    }
}
