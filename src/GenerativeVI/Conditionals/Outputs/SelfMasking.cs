using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// Elements that hide by their own value: p(m_d = 1|x) = sigmoid(w_d x_d + b_d), m_d = 1 where element d is missing
/// (self-masking; Ipsen, Mattei &amp; Frellsen 2021, sec. 4). At w = 0 elements are missing at random.
/// </summary>
public sealed class SelfMasking : nn.Module, IConditional<Bernoulli>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>A mechanism that starts at w = 0 and the given rates.</summary>
    /// <param name="rates">How often each element is missing, in (0, 1), [D].</param>
    /// <exception cref="ArgumentException">A rate is not inside (0, 1).</exception>
    public SelfMasking(Tensor rates)
        : base(nameof(SelfMasking))
    {
        Shapes.Require(rates, nameof(rates), "D");
        using var scope = NewDisposeScope();
        if (!((rates > 0) & (rates < 1)).all().item<bool>())
            throw new ArgumentException("rates: expected numbers inside (0, 1); an element that is never missing, or always, has no mechanism to learn.", nameof(rates));
        (weight = new Parameter(zeros_like(rates))).DetachFromDisposeScope();
        (bias = new Parameter(rates.logit())).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>w, [D].</summary>
    public Tensor Weight => weight;

    /// <summary>b, [D].</summary>
    public Tensor Bias => bias;

    /// <summary>The distribution of the mask given whole rows.</summary>
    /// <param name="inputs">x, [..., D].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public Bernoulli At(Inputs inputs) => new(weight * inputs.Value + bias);
}
