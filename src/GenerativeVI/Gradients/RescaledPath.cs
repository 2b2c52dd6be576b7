using System.Runtime.CompilerServices;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Gradients;

/// <summary>Draws whose gradient is multiplied, on its way back to the sampler's parameters, by a factor that is known only once their log-weights are.</summary>
internal static class RescaledPath
{
    private static readonly ConditionalWeakTable<Tensor, Factor> Factors = [];

    /// <summary>The same draw, with a place for its factor.</summary>
    public static Draw Prepare(Draw draw)
    {
        if (!is_grad_enabled() || !draw.Value.requires_grad) return draw;
        var factor = new Factor();
        var value = Function.apply(draw.Value, factor);
        Factors.Add(value, factor);
        return draw with { Value = value };
    }

    /// <summary>The factors of a prepared draw.</summary>
    /// <param name="draw">As the model used it; nothing happens where it has no path.</param>
    /// <param name="factor">[S, B].</param>
    public static void Set(Draw draw, Tensor factor)
    {
        if (Factors.TryGetValue(draw.Value, out var place)) place.Value = factor.unsqueeze(-1);
    }

    private sealed record Factor
    {
        public Tensor? Value { get; set; }
    }

    private sealed class Function : CustomGradient<Function>
    {
        public override string Name => nameof(RescaledPath);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            ctx.save_data(nameof(Factor), vars[1]);
            return ((Tensor)vars[0]).alias();
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var factor = ((Factor)ctx.get_data(nameof(Factor))).Value ?? throw new InvalidOperationException("a draw was differentiated before its gradient estimator made a surrogate of it.");
            return [grad_output * factor, null!];
        }
    }
}
