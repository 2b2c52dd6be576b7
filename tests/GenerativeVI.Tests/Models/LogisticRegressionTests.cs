using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Models;

public sealed class LogisticRegressionTests
{
    private const double Precision = 0.3;

    [Fact]
    public void LogDensity_IsThatOfExplicitLoops()
    {
        using var scope = NewDisposeScope();
        var (x, y) = Rows(7, 3, 1);
        using var regression = new LogisticRegression(x, y, Precision);
        var w = new RandomStream(2).Normal([4, 5, 3], ScalarType.Float64) * 3;
        var found = regression.LogDensity(w);
        Assert.Equal([4, 5], found.shape);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var expected = 0.0;
                for (var n = 0; n < 7; n++)
                {
                    var logit = Enumerable.Range(0, 3).Sum(d => x[n, d].item<double>() * w[i, j, d].item<double>());
                    var probability = 1 / (1 + Math.Exp(-logit));
                    expected += Math.Log(y[n].item<long>() == 1 ? probability : 1 - probability);
                }
                for (var d = 0; d < 3; d++)
                    expected += Math.Log(Math.Sqrt(Precision / (2 * Math.PI))) - 0.5 * Precision * Math.Pow(w[i, j, d].item<double>(), 2);
                Assert.Equal(expected, found[i, j].item<double>(), 1e-9);
            }
        }
    }

    [Fact]
    public void OfSmallInputs_TheEvidenceIsThatOfAGaussianLikelihood()
    {
        // log σ(u) = −log 2 + u/2 − u²/8 + O(u⁴): a Gaussian in w, of precision τI + XᵀX/4, whose integral is known.
        using var scope = NewDisposeScope();
        var (x, y) = Rows(40, 2, 3);
        x = x * 0.03;
        using var regression = new LogisticRegression(x, y, Precision);
        var precision = eye(2, dtype: ScalarType.Float64) * Precision + x.t().Product(x) / 4;
        var slope = (x * (y.to_type(ScalarType.Float64) - 0.5).unsqueeze(-1)).sum(dim: 0);
        var expected = -40 * Math.Log(2) + Math.Log(Precision) - 0.5 * linalg.slogdet(precision).Item2.item<double>()
            + 0.5 * slope.dot(linalg.solve(precision, slope)).item<double>();
        const double step = 0.05;
        var axis = arange(-15, 15, step, dtype: ScalarType.Float64);
        var plane = stack(meshgrid([axis, axis], indexing: "ij").Select(t => t.flatten()).ToArray(), -1);
        var evidence = regression.LogDensity(plane).logsumexp(0).item<double>() + 2 * Math.Log(step);
        Assert.InRange(evidence, expected - 1e-3, expected + 1e-3);
        // The likelihood matters: without it the integral is 1.
        Assert.True(Math.Abs(expected) > 10);
    }

    [Fact]
    public void Prediction_IsTheMeanOfProbabilities_AndKeepsSmallOnes()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new double[,] { { 1, 0 }, { 60, 1 } });
        var inputs = LogisticRegression.WithBias(tensor(new double[,] { { 2 }, { -1 } }));
        var found = LogisticRegression.PredictProbability(weights, inputs);
        double Sigma(double u) => 1 / (1 + Math.Exp(-u));
        double Right(double x) => (Sigma(x) + Sigma(60 * x + 1)) / 2;
        Close.AssertAll(tensor(new[,] { { 1 - Right(2), Right(2) }, { 1 - Right(-1), Right(-1) } }), found, 1e-12);
        var certain = LogisticRegression.PredictProbability(weights.narrow(0, 1, 1), inputs);
        Assert.Equal(-121, certain[0, 0].log().item<double>(), 1e-9);
    }

    [Fact]
    public void OfATable_HasAWeightForEveryInputAndOneForTheBias()
    {
        using var folder = new TempFolder();
        var table = TableReader.Read(folder.Write("t.csv", "a,b,kind\n1,2,no\n2,5,yes\n3,1,yes\n"u8.ToArray()));
        using var rows = TableEncoding.Fit(table, "kind").Apply(table);
        using var regression = LogisticRegression.Of(rows, Precision);
        Assert.Equal(3, regression.Dimension);
        // The bias alone: two rows of yes, one of no, and the prior of three weights.
        var expected = 2 * Math.Log(1 / (1 + Math.Exp(-1.5))) + Math.Log(1 / (1 + Math.Exp(1.5))) + 1.5 * Math.Log(Precision / (2 * Math.PI)) - 0.5 * Precision * 2.25;
        Assert.Equal(expected, regression.LogDensity(tensor(new[] { 0, 0, 1.5 })).item<double>(), 1e-9);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        using var scope = NewDisposeScope();
        var (x, y) = Rows(4, 2, 1);
        Assert.StartsWith("labels: expected 0 or 1 for every row", Assert.Throws<ArgumentException>(() => new LogisticRegression(x, y + 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("precision: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression(x, y, 0)).Message, StringComparison.Ordinal);
        using var regression = new LogisticRegression(x, y);
        Assert.StartsWith("weights: expected [..., 2], got [3].", Assert.Throws<ArgumentException>(() => regression.LogDensity(zeros(3))).Message, StringComparison.Ordinal);
        using var numbers = new EncodedTable(x, null, y);
        Assert.StartsWith("rows: expected classes to tell apart, got numbers.", Assert.Throws<ArgumentException>(() => LogisticRegression.Of(numbers)).Message, StringComparison.Ordinal);
    }

    private static (Tensor X, Tensor Y) Rows(long count, long dimension, int seed)
    {
        var x = new RandomStream(seed).Normal([count, dimension], ScalarType.Float64);
        return (x, (x.select(1, 0) + 0.3).gt(0).to_type(ScalarType.Int64));
    }
}
