using GenerativeVI.Tensors;
namespace GenerativeVI.Densities;

/// <summary>Functions of draws and of parameters, differentiated along the draws alone.</summary>
internal static class PathOnly
{
    /// <summary>f(z, λ) twice: with a gradient that reaches whatever z was made of through z alone, and with a gradient in λ at fixed z.</summary>
    /// <param name="value">z, [S, B, D].</param>
    /// <param name="function">f, evaluated once, at a copy of z that is a leaf; [S, B] with independent entries.</param>
    /// <remarks>The gradient in z is taken at once and carried over z's own path: no copy of the parameters is needed, wherever they are held, and f runs once.</remarks>
    public static (Tensor AlongValue, Tensor AtFixedValue) Of(Tensor value, Func<Tensor, Tensor> function) => Of([value], leaves => function(leaves[0]));

    /// <summary>The same of several draws, such as z and ψ.</summary>
    /// <param name="values">Each [..., D] of its own D, with the axes of what the function returns in front.</param>
    /// <param name="function">f, evaluated once; its entries depend on the entries of the draws at the same place alone.</param>
    public static (Tensor AlongValues, Tensor AtFixedValues) Of(Tensor[] values, Func<Tensor[], Tensor> function)
    {
        if (!is_grad_enabled() || !values.Any(value => value.requires_grad))
        {
            var atFixed = function(values);
            return (atFixed.detach(), atFixed);
        }
        Tensor[] leaves = [.. values.Select(value => value.detach().requires_grad_())];
        var result = function(leaves);
        // With respect to the leaves alone: the parameters' part of the graph is kept for later and not walked now.
        var slopes = Derivatives.Of(result.sum(), leaves, retain: true);
        var along = values.Zip(slopes, (value, slope) => ((value - value.detach()) * slope).sum(-1));
        return (along.Aggregate(result.detach(), (sum, term) => sum + term), result);
    }
}
