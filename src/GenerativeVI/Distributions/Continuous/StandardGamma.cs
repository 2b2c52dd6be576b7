using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Draws of Gamma(a, 1) and its distribution function, differentiable in a. Differentiable once: the derivative itself is a constant to autograd.</summary>
internal static class StandardGamma
{
    /// <summary>g ~ Gamma(a, 1) with ∂g/∂a = −∂_a F(g; a)/p(g; a).</summary>
    public static Tensor Sample(RandomStream random, Tensor concentration) => Implicit.apply(concentration, random.Gamma(concentration.detach()));

    /// <summary>log g of g ~ Gamma(a, 1), as log h + log(u)/a with h ~ Gamma(a + 1, 1) and u ~ U(0, 1): finite however small a is.</summary>
    public static Tensor SampleLog(RandomStream random, Tensor concentration) =>
        Sample(random, concentration + 1).log() + random.OpenUniform(concentration.shape, concentration.dtype).log() / concentration;

    /// <summary>P(a, x) = γ(a, x)/Γ(a), which torch differentiates in x alone.</summary>
    public static Tensor Cdf(Tensor concentration, Tensor value)
    {
        var both = broadcast_tensors(concentration, value);
        return Incomplete.apply(both[0], both[1]);
    }

    /// <summary>∂x/∂a at a fixed P(a, x), elementwise.</summary>
    internal static Tensor Derivative(Tensor concentration, Tensor value)
    {
        var derivative = DoubleSpans.Map(concentration, value, IncompleteGamma.QuantileDerivative);
        return derivative.to(value.dtype).to(value.device);
    }

    private static Tensor LogDensity(Tensor concentration, Tensor value) => (concentration - 1) * value.log() - value - concentration.lgamma();

    private static void RefuseTwice()
    {
        // Gradients are on here only when this gradient is itself to be differentiated.
        if (is_grad_enabled()) throw new InvalidOperationException("gamma: an implicit gradient can be differentiated once only; use the score function where second derivatives are needed.");
    }

    private sealed class Implicit : CustomGradient<Implicit>
    {
        public override string Name => nameof(StandardGamma);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1]]);
            return ((Tensor)vars[1]).alias();
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            RefuseTwice();
            var saved = ctx.get_saved_variables();
            return [grad_output * Derivative(saved[0], saved[1]), null!];
        }
    }

    private sealed class Incomplete : CustomGradient<Incomplete>
    {
        public override string Name => nameof(IncompleteGamma);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (concentration, value) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([concentration, value]);
            return special.gammainc(concentration, value);
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            RefuseTwice();
            var saved = ctx.get_saved_variables();
            var slope = grad_output * LogDensity(saved[0], saved[1]).exp();
            return [-slope * Derivative(saved[0], saved[1]), slope];
        }
    }
}
