using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The classifier two-sample test (Lopez-Paz &amp; Oquab 2017): how often a network, trained to tell draws from draws
/// of reference, is right on draws that
/// it has not seen. ½ where the two cannot be told apart, 1 where they do not overlap.
/// </summary>
/// <param name="Accuracy">The share of right answers over all folds.</param>
/// <param name="Chance">Its standard deviation where there is nothing to tell, ½/√(2N).</param>
public sealed record TwoSampleClassifier(double Accuracy, double Chance)
{
    private const int Folds = 5;

    /// <summary>The test of two samples, of which as many draws are taken as the smaller has.</summary>
    /// <param name="draws">[N, D], N ≥ 50.</param>
    /// <param name="reference">[M, D], M ≥ 50, no element constant.</param>
    /// <param name="random">The stream of weights and folds.</param>
    /// <param name="steps">Steps of a training, each on all draws, at least 1; 200 by default.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or there are too few draws.</exception>
    public static TwoSampleClassifier Of(Tensor draws, Tensor reference, RandomStream random, int steps = 200)
    {
        Shapes.Require(draws, nameof(draws), "N", "D");
        Shapes.Require(reference, nameof(reference), "M", draws.shape[1]);
        var count = Math.Min(draws.shape[0], reference.shape[0]);
        if (count < 50) throw new ArgumentException($"draws: expected at least 50 of either kind, got {count}.",
            nameof(draws));
        if (steps < 1) throw new ArgumentOutOfRangeException(nameof(steps),
            $"steps: expected at least 1, got {steps}.");
        using var scope = NewDisposeScope();
        var known = reference.detach().to_type(ScalarType.Float32);
        var both = (cat([draws.detach().to_type(ScalarType.Float32).narrow(0, 0, count), known.narrow(0, 0, count)], 0)
            - known.mean([0L])) / known.std([0L]);
        var sides = cat([ones(count, 1), zeros(count, 1)], 0);
        var order = random.Split("order").Permutation(2 * count);
        (both, sides) = (both.index_select(0, order), sides.index_select(0, order));
        var right = 0L;
        foreach (var fold in Enumerable.Range(0, Folds))
        {
            var (start, end) = (2 * count * fold / Folds, 2 * count * (fold + 1) / Folds);
            Tensor Rest(Tensor all) => cat([all.narrow(0, 0, start), all.narrow(0, end, 2 * count - end)], 0);
            right += Right(Rest(both), Rest(sides), both.narrow(0, start, end - start),
                sides.narrow(0, start, end - start), random.Split($"fold {fold + 1}"), steps);
        }
        return new TwoSampleClassifier((double)right / (2 * count), 0.5 / Math.Sqrt(2.0 * count));
    }

    private static long Right(Tensor inputs, Tensor sides, Tensor fresh, Tensor truth, RandomStream random, int steps)
    {
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var width = (int)Math.Clamp(10 * inputs.shape[1], 20, 100);
        using var network = new Headed(new Mlp(inputs.shape[1], [width, width], Activation.Relu, random,
            ScalarType.Float32), width, 1, random.Split("head"), ScalarType.Float32);
        using var optimizer = new OnePassAdam(network.parameters(), 1e-2, weight_decay: 1e-3);
        for (var step = 0; step < steps; step++)
        {
            using var piece = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.binary_cross_entropy_with_logits(network.forward(inputs), sides).backward();
            optimizer.step();
        }
        using var rest = no_grad();
        return network.forward(fresh).ge(0).eq(truth.ge(0.5)).sum().item<long>();
    }
}
