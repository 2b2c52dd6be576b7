using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The VampPrior p(z) = (1/K) Σ_k q(z|u_k) of pseudo-inputs u_k that are learned: the variational mixture of posteriors (Tomczak &amp; Welling 2018, equation 9). The posterior is
/// the model's own and is only borrowed, so that its parameters appear once in the model.
/// </summary>
public sealed class VampPrior : nn.Module, IConditional<NormalMixture>
{
    private readonly Func<Inputs, Normal> posterior;
    private readonly Parameter pseudoInputs;
    private readonly bool unitInterval;

    /// <summary>A prior over a posterior.</summary>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="start">The first pseudo-inputs, [K, D]; with <paramref name="unitInterval"/> inside (0, 1).</param>
    /// <param name="unitInterval">Whether rows of data lie in [0, 1], and pseudo-inputs with them: they are then kept by their logits. False by default.</param>
    public VampPrior(Func<Inputs, Normal> posterior, Tensor start, bool unitInterval = false)
        : base(nameof(VampPrior))
    {
        Shapes.Require(start, nameof(start), "K", "D");
        (this.posterior, this.unitInterval) = (posterior, unitInterval);
        (pseudoInputs = new Parameter(unitInterval ? start.logit() : start.clone())).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The mixture of the pseudo-inputs' posteriors, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    public NormalMixture At(Inputs inputs)
    {
        var components = posterior(new Inputs(unitInterval ? pseudoInputs.sigmoid() : pseudoInputs.alias()));
        return NormalMixture.FromLogScale(zeros(pseudoInputs.shape[0], dtype: pseudoInputs.dtype, device: pseudoInputs.device), components.Mean, components.LogScale);
    }
}
