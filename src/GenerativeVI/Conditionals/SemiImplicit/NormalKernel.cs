using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|ψ, x) = N(ψ, diag σ²), with σ learned as it is or from x: the kernel of SIVI, whose mixing draws are its means (Yin &amp; Zhou 2018). As σ → 0 the family becomes implicit and
/// the variance of every gradient through log q(z) grows without bound.
/// </summary>
public sealed class NormalKernel : nn.Module, IContextual<Normal>
{
    private readonly Parameter? logScale;
    private readonly nn.Module<Tensor, Tensor>? body;
    private readonly Linear? head;

    /// <summary>A kernel with one σ for every x.</summary>
    /// <param name="dimension">D, of ψ and z, at least 1.</param>
    /// <param name="scale">Where σ starts, above 0; 1 by default.</param>
    /// <param name="device">Where the parameter lives; the CPU when null.</param>
    /// <param name="dtype">The type of the parameter; float32 by default.</param>
    public NormalKernel(long dimension, double scale = 1, Device? device = null, ScalarType dtype = ScalarType.Float32)
        : base(nameof(NormalKernel))
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        (logScale = new Parameter(full(dimension, Math.Log(scale), dtype: dtype, device: device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>A kernel with σ(x).</summary>
    /// <param name="body">From x, [..., D], to [..., H]; owned from now on.</param>
    /// <param name="features">H.</param>
    /// <param name="dimension">The dimension of ψ and z.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public NormalKernel(nn.Module<Tensor, Tensor> body, long features, long dimension, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(NormalKernel))
    {
        this.body = body;
        head = Initialization.Linear(features, dimension, random, dtype);
        RegisterComponents();
    }

    /// <summary>The distribution of z given ψ and x.</summary>
    /// <param name="inputs">ψ as the value and x as the context.</param>
    /// <exception cref="ArgumentException">σ depends on x and there is none.</exception>
    public Normal At(Inputs inputs) => Given(inputs)(inputs.Value);

    /// <summary>The distribution of z given x, as a function of ψ; σ(x) is computed once.</summary>
    /// <param name="context">x as the context.</param>
    /// <exception cref="ArgumentException">σ depends on x and there is none.</exception>
    public Func<Tensor, Normal> Given(Inputs context)
    {
        var scales = logScale ?? head!.call(body!.call(context.Context ?? throw new ArgumentException("context: this kernel's scale depends on x, and there is none.")));
        return psi => Normal.FromLogScale(psi, scales);
    }
}
