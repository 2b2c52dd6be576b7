using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>E log σ(u) under u ~ N(m, v): what the logistic likelihood of a Gaussian projection comes down to.</summary>
public static class ExpectedLogSigmoid
{
    /// <summary>The expectation: Jaakkola–Jordan's bound ≤ quadrature, and log σ(m), its value by <see cref="LogisticExpectation.Laplace"/>, is at least it (Jensen).</summary>
    /// <param name="mean">m, float64, any shape.</param>
    /// <param name="variance">v ≥ 0, of the same shape.</param>
    /// <param name="expectation">How.</param>
    /// <param name="nodes">Nodes of the quadrature, at least 2; 32 by default. Its error grows with v: 10⁻⁷ at v = 4, 10⁻³ of the value at v = 100.</param>
    /// <param name="draws">Draws for local reparameterization, even; 2 by default.</param>
    /// <param name="random">Their stream; needed by no other.</param>
    /// <returns>Of the shape of <paramref name="mean"/>, differentiable with respect to both.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or draws are asked for without a stream.</exception>
    public static Tensor Value(Tensor mean, Tensor variance, LogisticExpectation expectation, int nodes = 32, int draws = 2, RandomStream? random = null)
    {
        Shapes.Require(variance, nameof(variance), [.. mean.shape.Select(length => (Axis)length)]);
        var (m, v) = (mean.reshape(-1), variance.reshape(-1));
        return Rows(m.new_ones(m.shape[0]), expectation, nodes, draws, random).At(m, v).Value.reshape(mean.shape);
    }

    /// <summary>The likelihood of rows with signs.</summary>
    internal static RowLikelihood Rows(Tensor signs, LogisticExpectation expectation, int nodes, int draws, RandomStream? random) => expectation switch
    {
        LogisticExpectation.GaussHermite => new LogisticRows(signs, NodeRules.Quadrature(nodes, signs.device), DrawsAnew: false),
        LogisticExpectation.LocalReparameterization => new LogisticRows(
            signs, NodeRules.Draws(draws, signs.shape[0], random ?? throw new ArgumentException("local reparameterization draws: give it a random stream.")), DrawsAnew: true),
        LogisticExpectation.JaakkolaJordan => new JaakkolaJordanRows(signs),
        LogisticExpectation.Laplace => new LaplaceRows(signs),
        _ => throw new ArgumentOutOfRangeException(nameof(expectation), $"expectation: {expectation} is not one of {string.Join(", ", Enum.GetNames<LogisticExpectation>())}."),
    };
}
