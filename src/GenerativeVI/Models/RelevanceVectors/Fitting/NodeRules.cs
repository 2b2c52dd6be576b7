using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>Where a row's one dimension is looked at: nodes [K, 1] or [K, N] with weights [K, 1].</summary>
internal static class NodeRules
{
    /// <summary>The same quadrature for every row.</summary>
    public static Func<GaussHermite> Quadrature(int nodes, Device device)
    {
        using var scope = NewDisposeScope();
        var rule = GaussHermite.Rule(nodes, device);
        var column = new GaussHermite(rule.Nodes.unsqueeze(-1).MoveToOuterDisposeScope(), rule.Weights.unsqueeze(-1).MoveToOuterDisposeScope());
        return () => column;
    }

    /// <summary>Fresh draws for every row, in antithetic pairs.</summary>
    public static Func<GaussHermite> Draws(int draws, long rows, RandomStream random) => () =>
    {
        var half = random.Normal([draws / 2, rows], ScalarType.Float64);
        return new GaussHermite(cat([half, half.neg()]), half.new_full([draws, 1], 1.0 / draws));
    };
}
