namespace GenerativeVI.Ratios;

/// <summary>Functions of z and of parameters, differentiated along z alone.</summary>
internal static class PathOnly
{
    /// <summary>f(z, λ) twice: with a gradient that reaches whatever z was made of through z alone, and with a gradient in λ at fixed z.</summary>
    /// <param name="value">z, [S, B, D].</param>
    /// <param name="function">f, evaluated once, at a copy of z that is a leaf; [S, B] with independent entries.</param>
    /// <remarks>The gradient in z is taken at once and carried over z's own path: no copy of the parameters is needed, wherever they are held, and f runs once.</remarks>
    public static (Tensor AlongValue, Tensor AtFixedValue) Of(Tensor value, Func<Tensor, Tensor> function)
    {
        if (!is_grad_enabled() || !value.requires_grad)
        {
            var atFixed = function(value);
            return (atFixed.detach(), atFixed);
        }
        var leaf = value.detach().requires_grad_();
        var result = function(leaf);
        // With respect to the leaf alone: the parameters' part of the graph is kept for later and not walked now.
        var slope = autograd.grad([result.sum()], [leaf], retain_graph: true)[0];
        var plain = result.detach();
        return (plain + ((value - value.detach()) * slope).sum(-1), result);
    }
}
