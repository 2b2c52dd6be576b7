using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class InitTests
{
    private const int Rows = 300, Columns = 200, N = Rows * Columns;

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Fill, bool Uniform, double Deviation)> Scaled = new()
    {
        ["uniform"] = (t => init.uniform_(t, -2, 2), true, 4 / Math.Sqrt(12)),
        ["normal"] = (t => init.normal_(t, std: 0.3), false, 0.3),
        ["xavier uniform"] = (t => init.xavier_uniform_(t, 2), true, 2 * Math.Sqrt(2.0 / (Rows + Columns))),
        ["xavier normal"] = (t => init.xavier_normal_(t), false, Math.Sqrt(2.0 / (Rows + Columns))),
        ["glorot uniform"] = (t => init.glorot_uniform_(t), true, Math.Sqrt(2.0 / (Rows + Columns))),
        ["kaiming uniform"] = (t => init.kaiming_uniform_(t, Math.Sqrt(5)), true, Math.Sqrt(1.0 / 3 / Columns)),
        ["kaiming normal"] = (t => init.kaiming_normal_(t, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU), false,
            Math.Sqrt(2.0 / Rows)),
        ["kaiming normal, tanh"] = (t => init.kaiming_normal_(t, nonlinearity: init.NonlinearityType.Tanh), false, 5.0 / 3 / Math.Sqrt(Columns)),
    };

    public static TheoryData<string> Names => [.. Scaled.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_HaveTheStatedMomentsAndRange(string name)
    {
        var (fill, uniform, deviation) = Scaled[name];
        random.manual_seed(11);
        var values = fill(empty(Rows, Columns, dtype: float64)).Values().Select(value => value / deviation).ToArray();
        // Six standard errors: 1/√n of the mean; of the second moment √(kurtosis − 1)/√n, the kurtosis 9/5 or 3.
        Assert.Equal(0, values.Average(), 6 / Math.Sqrt(N));
        Assert.Equal(1, values.Average(value => value * value), 6 * Math.Sqrt((uniform ? 0.8 : 2) / N));
        var largest = values.Max(Math.Abs);
        if (uniform) Assert.InRange(largest, 0.99 * Math.Sqrt(3), Math.Sqrt(3) + 1e-9);
        else Assert.InRange(largest, 3, 6);
    }

    [Fact]
    public void AGenerator_DecidesTheNumbers()
    {
        double[] Draw(Func<Tensor, Generator, Tensor> fill, ulong seed) => fill(empty(5, dtype: float64), new Generator(seed)).Values();
        foreach (var fill in new Func<Tensor, Generator, Tensor>[] { (t, g) => init.uniform_(t, generator: g), (t, g) => init.normal_(t, generator: g),
            (t, g) => init.trunc_normal_(t, generator: g) })
        {
            Assert.Equal(Draw(fill, 3), Draw(fill, 3));
            Assert.NotEqual(Draw(fill, 3), Draw(fill, 4));
        }
    }

    [Fact]
    public void TruncatedNormal_StaysWithinItsBounds()
    {
        random.manual_seed(2);
        var values = init.trunc_normal_(empty(N, dtype: float64), mean: 1, std: 2, a: 0, b: 3).Values();
        Assert.All(values, value => Assert.InRange(value, 0, 3));
        // E = μ + σ (φ(α) − φ(β)) / (Φ(β) − Φ(α)) with α = −½, β = 1; the deviation is below 0.9.
        double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        const double mass = 0.8413447460685429 - 0.3085375387259869;
        Assert.Equal(1 + 2 * (Density(-0.5) - Density(1)) / mass, values.Average(), 6 * 0.9 / Math.Sqrt(N));
    }

    [Fact]
    public void ExactFills_AreExact()
    {
        Numbers.Close([1, 0, 0, 0, 1, 0], init.eye_(empty(2, 3, dtype: float64)).reshape(-1));
        Numbers.Close([2.5, 2.5], init.constant_(empty(2, dtype: float64), 2.5));
        Numbers.Close([1, 1], init.ones_(empty(2, dtype: float64)));
        Numbers.Close([0, 0], init.zeros_(ones(2, dtype: float64)));
        var x = Numbers.Some(1, 2, 5, 4);
        Numbers.Close(x, functional.conv2d(x, init.dirac_(empty(2, 2, 3, 3, dtype: float64)), padding: [1, 1]));
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    public void OrthogonalMatrices_AreOrthogonal(int rows, int columns)
    {
        var q = init.orthogonal_(empty(rows, columns, dtype: float64), gain: 2);
        var gram = rows < columns ? q.matmul(q.t()) : q.t().matmul(q);
        Numbers.Close(eye(Math.Min(rows, columns), dtype: float64) * 4, gram);
    }

    [Fact]
    public void Sparse_HasTheStatedZerosInEachColumn()
    {
        var values = init.sparse_(empty(10, 4, dtype: float64), 0.25);
        Assert.All(values.t().Values().Chunk(10), column => Assert.Equal(3, column.Count(value => value == 0)));
    }

    [Fact]
    public void Parameters_AreFilledOutsideTheGradient()
    {
        var parameter = new TorchSharp.Modules.Parameter(empty(2, 2));
        Assert.Same(parameter, init.kaiming_uniform_(parameter));
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void FansAndGains_AreTheFormulas()
    {
        Assert.Equal((3L, 5L), init.CalculateFanInAndFanOut(empty(5, 3)));
        Assert.Equal((3L * 8, 5L * 8), init.CalculateFanInAndFanOut(empty(5, 3, 2, 4)));
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(empty(5)));
        Assert.Equal(Math.Sqrt(2 / (1 + 0.09)), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.3));
        Assert.Equal(Math.Sqrt(2), init.calculate_gain(init.NonlinearityType.ReLU));
        Assert.Equal(1, init.calculate_gain(init.NonlinearityType.Sigmoid));
    }
}
