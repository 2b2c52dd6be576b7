using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class LossTests
{
    private static readonly Tensor X = Numbers.Some(4, 3), Y = Numbers.Some(3, 4).t().contiguous();
    private static readonly Tensor Probability = X.sigmoid(), Share = Y.sigmoid(), Sign = (Y > 0).to(float64) * 2 - 1, Count = (Y.abs() * 3).floor();

    private static readonly Dictionary<string, (Func<Reduction, Loss<Tensor, Tensor, Tensor>> Make, Tensor Input, Tensor Target, Func<double, double,
        double> Formula)> Elementwise = new()
    {
        ["MSE"] = (MSELoss, X, Y, (x, y) => (x - y) * (x - y)),
        ["L1"] = (L1Loss, X, Y, (x, y) => Math.Abs(x - y)),
        ["SmoothL1"] = (r => SmoothL1Loss(r, 0.7), X, Y, (x, y) => Math.Abs(x - y) < 0.7 ? 0.5 * (x - y) * (x - y) / 0.7 : Math.Abs(x - y) - 0.35),
        ["Huber"] = (r => HuberLoss(0.7, r), X, Y, (x, y) => Math.Abs(x - y) < 0.7 ? 0.5 * (x - y) * (x - y) : 0.7 * (Math.Abs(x - y) - 0.35)),
        ["BCE"] = (r => BCELoss(null, r), Probability, Share, (x, y) => -y * Math.Log(x) - (1 - y) * Math.Log(1 - x)),
        ["BCEWithLogits"] = (r => BCEWithLogitsLoss(null, r), X, Share, (x, y) => Math.Log(1 + Math.Exp(x)) - x * y),
        ["KLDiv"] = (r => KLDivLoss(false, r), X, Share, (x, y) => y * (Math.Log(y) - x)),
        ["KLDiv of logarithms"] = (r => KLDivLoss(true, r), X, Y, (x, y) => Math.Exp(y) * (y - x)),
        ["PoissonNLL"] = (r => PoissonNLLLoss(reduction: r), X, Count, (x, y) => Math.Exp(x) - y * x),
        ["PoissonNLL of rates, full"] = (r => PoissonNLLLoss(false, true, 1e-8f, r), Probability, Count,
            (x, y) => x - y * Math.Log(x + 1e-8f) + (y > 1 ? y * Math.Log(y) - y + 0.5 * Math.Log(2 * Math.PI * y) : 0)),
        ["HingeEmbedding"] = (r => HingeEmbeddingLoss(1, r), X, Sign, (x, y) => y > 0 ? x : Math.Max(0, 1 - x)),
        ["SoftMargin"] = (SoftMarginLoss, X, Sign, (x, y) => Math.Log(1 + Math.Exp(-y * x))),
    };

    public static TheoryData<string> Names => [.. Elementwise.Keys];

    [Theory, MemberData(nameof(Names))]
    public void ElementwiseLosses_AreTheFormulas_InEveryReduction(string name)
    {
        var (make, input, target, formula) = Elementwise[name];
        double[] expected = [.. input.Values().Zip(target.Values(), formula)];
        Numbers.Close(expected, make(Reduction.None).call(input, target), 1e-8);
        Numbers.Close([expected.Average()], make(Reduction.Mean).call(input, target), 1e-8);
        Numbers.Close([expected.Sum()], make(Reduction.Sum).call(input, target), 1e-8);
        Numbers.Differentiates(x => make(Reduction.None).call(x[0], target), input);
    }

    private static readonly Tensor Classes = tensor(new long[] { 2, 0, 1, 2 });
    private static readonly Tensor ClassWeight = Numbers.Of([0.5, 2, 1.5]);
    private static readonly int[] Class = [2, 0, 1, 2];
    private static readonly double[] Weight = [0.5, 2, 1.5];

    private static double[] LogProbabilities(int row)
    {
        var x = X.Values()[(row * 3)..(row * 3 + 3)];
        var normalizer = Math.Log(x.Sum(Math.Exp));
        return [.. x.Select(value => value - normalizer)];
    }

    [Fact]
    public void CrossEntropy_IsTheWeightedLogProbabilityOfTheClass()
    {
        double[] plain = [.. Class.Select((c, row) => -LogProbabilities(row)[c])];
        double[] weighted = [.. plain.Select((loss, row) => loss * Weight[Class[row]])];
        Numbers.Close([plain.Average()], CrossEntropyLoss().call(X, Classes));
        Numbers.Close(plain, CrossEntropyLoss(reduction: Reduction.None).call(X, Classes));
        Numbers.Close([weighted.Sum() / Class.Sum(c => Weight[c])], CrossEntropyLoss(ClassWeight).call(X, Classes));
        Numbers.Close([plain.Where((_, row) => Class[row] != 2).Average()], CrossEntropyLoss(ignore_index: 2).call(X, Classes));
        double[] smooth = [.. Class.Select((c, row) => -0.7 * LogProbabilities(row)[c] - 0.3 * LogProbabilities(row).Average())];
        Numbers.Close([smooth.Average()], functional.cross_entropy(X, Classes, label_smoothing: 0.3));
        Numbers.Close(CrossEntropyLoss(ClassWeight).call(X, Classes), NLLLoss(ClassWeight).call(functional.log_softmax(X, 1), Classes));
        Numbers.Differentiates(x => CrossEntropyLoss(ClassWeight).call(x[0], Classes), X);
    }

    [Fact]
    public void BinaryCrossEntropy_TakesWeights()
    {
        var plain = BCEWithLogitsLoss(reduction: Reduction.None).call(X, Share);
        Numbers.Close(plain * ClassWeight, BCEWithLogitsLoss(ClassWeight, Reduction.None).call(X, Share));
        Numbers.Close(plain * ClassWeight, BCELoss(ClassWeight, Reduction.None).call(Probability, Share), 1e-9);
        var expected = -ClassWeight * Share * functional.logsigmoid(X) - (1 - Share) * functional.logsigmoid(-X);
        Numbers.Close(expected, BCEWithLogitsLoss(reduction: Reduction.None, pos_weights: ClassWeight).call(X, Share));
    }

    [Fact]
    public void GaussianNll_SumsOverARow()
    {
        var variance = Probability;
        double[] terms = [.. Enumerable.Range(0, 12).Select(i => 0.5 * (Math.Log(variance.Values()[i]) + Math.Pow(X.Values()[i] - Y.Values()[i],
            2) / variance.Values()[i]))];
        double[] rows = [.. terms.Chunk(3).Select(row => row.Sum())];
        Numbers.Close(rows, GaussianNLLLoss(reduction: Reduction.None).call(X, Y, variance));
        Numbers.Close([rows.Average() + 1.5 * Math.Log(2 * Math.PI)], GaussianNLLLoss(full: true).call(X, Y, variance), 1e-6);
        Assert.Throws<ArgumentException>(() => GaussianNLLLoss().call(X, Y, -variance));
        Numbers.Differentiates(x => functional.gaussian_nll_loss(x[0], Y, variance, reduction: Reduction.None), X);
    }

    [Fact]
    public void LossesOfPairs_AreTheFormulas()
    {
        var sign = Numbers.Of([1, -1, 1, -1]);
        double Cosine(int row) => X.select(0, row).dot(Y.select(0, row)).Value() / X.select(0, row).norm().Value() / Y.select(0, row).norm().Value();
        Numbers.Close([.. Enumerable.Range(0, 4).Select(row => row % 2 == 0 ? 1 - Cosine(row) : Math.Max(0, Cosine(row) - 0.1))],
            CosineEmbeddingLoss(0.1, Reduction.None).call(X, Y, sign), 1e-6);
        var (a, b) = (X.select(1, 0), Y.select(1, 0));
        Numbers.Close([.. a.Values().Zip(b.Values(), (u, v) => u - v).Zip(sign.Values(), (difference, s) => Math.Max(0, -s * difference + 0.3))],
            MarginRankingLoss(0.3, Reduction.None).call(a, b, sign));
        Numbers.Differentiates(x => MarginRankingLoss(0.3).call(x[0], x[1], sign), a, b);
    }

    [Fact]
    public void MarginLosses_AreTheFormulas()
    {
        double[] multi = [.. Class.Select((c, row) => Enumerable.Range(0, 3).Where(k => k != c)
            .Sum(k => Weight[c] * Math.Pow(Math.Max(0, 0.8 - X.Values()[row * 3 + c] + X.Values()[row * 3 + k]), 2)) / 3)];
        Numbers.Close(multi, MultiMarginLoss(2, 0.8, ClassWeight, Reduction.None).call(X, Classes));

        var labels = tensor(new long[,] { { 1, -1, 0 }, { 0, 2, -1 }, { 2, -1, -1 }, { 1, 0, -1 } });
        int[][] sets = [[1], [0, 2], [2], [1, 0]];
        double[] hinge = [.. sets.Select((set, row) => set.Sum(c => Enumerable.Range(0,
            3).Except(set).Sum(k => Math.Max(0, 1 - X.Values()[row * 3 + c] + X.Values()[row * 3 + k]))) / 3)];
        Numbers.Close(hinge, MultiLabelMarginLoss(Reduction.None).call(X, labels));

        var target = (Y > 0).to(float64);
        var soft = -(target * functional.logsigmoid(X) + (1 - target) * functional.logsigmoid(-X)) * ClassWeight;
        Numbers.Close(soft.mean([1L]), MultiLabelSoftMarginLoss(ClassWeight, Reduction.None).call(X, target));
    }

    [Fact]
    public void TripletLosses_CompareDistances()
    {
        var z = Numbers.Some(5, 3).narrow(0, 0, 4);
        double Distance(Tensor u, Tensor v, int row) => (u - v + 1e-6).select(0, row).norm().Value();
        double[] expected = [.. Enumerable.Range(0, 4).Select(row => Math.Max(0, Distance(X, Y, row) - Math.Min(Distance(X, z, row),
            Distance(Y, z, row)) + 1))];
        Numbers.Close(expected, TripletMarginLoss(swap: true, reduction: Reduction.None).call(X, Y, z));
        Numbers.Close(expected, TripletMarginWithDistanceLoss(swap: true, reduction: Reduction.None).call(X, Y, z));
        double[] absolute = [.. Enumerable.Range(0, 4).Select(row => Math.Max(0,
            (X - Y).abs().sum(1).Values()[row] - (X - z).abs().sum(1).Values()[row] + 0.5))];
        Numbers.Close([absolute.Average()], TripletMarginWithDistanceLoss((u, v) => (u - v).abs().sum(1), 0.5).call(X, Y, z));
        Numbers.Differentiates(x => TripletMarginLoss().call(x[0], x[1], x[2]), X, Y, z.contiguous());
    }
}
