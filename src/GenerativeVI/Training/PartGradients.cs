using System.Numerics;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>Gradients of parts of a batch, and what becomes of them: the weights' own.</summary>
/// <param name="weights">The weights.</param>
/// <param name="parts">For each part, the gradient of each weight; null where it depends on none of it.</param>
internal sealed class PartGradients(Parameter[] weights, Tensor?[][] parts)
{
    /// <summary>Adds the parts' sum to the weights' gradients, or becomes them where a weight has none.</summary>
    /// <remarks>In the order of the parts, whichever was done first: the last digits depend on it.</remarks>
    public void Give()
    {
        using var _ = no_grad();
        var taken = new HashSet<nint>();
        for (var i = 0; i < weights.Length; i++)
        {
            Tensor[] present = [.. parts.Select(part => part[i]).OfType<Tensor>()];
            if (present.Length == 0) continue;
            var sum = Own(present[0], taken);
            foreach (var gradient in present.Skip(1)) Add(gradient, sum);
            if (weights[i].grad is { } earlier) Add(sum, earlier);
            else weights[i].grad = sum;
        }
    }

    // Autograd may give two weights one tensor, and what is given will be written to: by sums, by limits.
    private static Tensor Own(Tensor gradient, HashSet<nint> taken) =>
        !gradient.is_contiguous() ? gradient.contiguous()
        : FloatSpans.Fits(gradient) && taken.Add(Passes.Of(gradient)) ? gradient : gradient.clone();

    private static void Add(Tensor gradient, Tensor to)
    {
        if (!FloatSpans.Fits(to) || !FloatSpans.Fits(gradient)) to.add_(gradient);
        else Passes.Run(to.NumberOfElements, new Sum(Passes.Of(gradient), Passes.Of(to)));
    }

    private readonly unsafe struct Sum(nint gradient, nint to) : IPass
    {
        public void Take(long i) => Vector.Store(Vector.Load((float*)to + i) + Vector.Load((float*)gradient + i), (float*)to + i);

        public void TakeOne(long i) => ((float*)to)[i] += ((float*)gradient)[i];
    }
}
