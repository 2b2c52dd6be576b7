using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The VampPrior of training rows, p(z) = (1/K) Σ_k q(z|x_k): no parameters of its own (Tomczak &amp; Welling 2018, the "VampPrior data"). The rows are kept with the model's weights;
/// the posterior is the model's own and only borrowed.
/// </summary>
public sealed class DataVampPrior : nn.Module, IConditional<NormalMixture>
{
    private const string Rows = "rows";

    private readonly Func<Inputs, Normal> posterior;

    /// <summary>A prior over a posterior.</summary>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="rows">x_k, [K, D]; kept.</param>
    public DataVampPrior(Func<Inputs, Normal> posterior, Tensor rows)
        : base(nameof(DataVampPrior))
    {
        Shapes.Require(rows, nameof(rows), "K", "D");
        this.posterior = posterior;
        RegisterComponents();
        register_buffer(Rows, rows.clone().DetachFromDisposeScope());
    }

    /// <summary>The mixture of the rows' posteriors, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    public NormalMixture At(Inputs inputs)
    {
        var rows = get_buffer(Rows)!;
        var components = posterior(new Inputs(rows));
        return NormalMixture.FromLogScale(zeros(rows.shape[0], dtype: rows.dtype, device: rows.device), components.Mean, components.LogScale);
    }
}
