using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Distributions;

public sealed class BernoulliLogitsTests
{
    private static readonly float[] Logits = [-1e4f, -100, -88, -87.4f, -87.2f, -50, -20, -3, -0.7f, -1e-3f, -1e-20f, 0, 1e-20f, 1e-3f, 0.7f, 3, 20, 50, 87.2f, 87.4f, 88, 100, 1e4f];

    [Theory]
    [InlineData(0f)]
    [InlineData(0.3f)]
    [InlineData(1f)]
    public void Value_IsExactToTheLastDigitsAtEveryLogit(float x)
    {
        // One logit a row: no sum hides an error.
        using var scope = NewDisposeScope();
        var sums = BernoulliLogits.LogDensity(tensor(Logits).unsqueeze(-1), full([Logits.Length, 1], x, dtype: ScalarType.Float32)).data<float>().ToArray();
        for (var i = 0; i < Logits.Length; i++)
        {
            var exact = (double)x * Logits[i] - Softplus(Logits[i]);
            // The largest term is rounded once; under 1e-37 float32 has no relative accuracy left.
            Assert.InRange(sums[i] - exact, -Tolerance(exact, x * Logits[i]), Tolerance(exact, x * Logits[i]));
        }
    }

    [Fact]
    public void Gradient_IsValueMinusSigmoidAtEveryLogit()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(Logits, requires_grad: true);
        (BernoulliLogits.LogDensity(logits, zeros(Logits.Length)) * -3).backward();
        var gradient = logits.grad!.data<float>().ToArray();
        for (var i = 0; i < Logits.Length; i++)
        {
            var exact = 3 / (1 + Math.Exp(-(double)Logits[i]));
            Assert.InRange(gradient[i] - exact, -1e-6 * exact - 1e-37, 1e-6 * exact + 1e-37);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 13)]
    [InlineData(128, 784)]
    public void OnePass_AgreesWithTorchInDoublePrecision(int batch, int pixels)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(1);
        var logits = (randn(2, 3, batch, pixels, generator: random) * 8).requires_grad_();
        var value = rand(batch, pixels, generator: random);
        var weights = randn(2, 3, batch, generator: random);
        var exact = logits.detach().to_type(ScalarType.Float64).requires_grad_();

        var fast = BernoulliLogits.LogDensity(logits, value);
        var slow = BernoulliLogits.LogDensity(exact, value.to_type(ScalarType.Float64));
        (fast * weights).sum().backward();
        (slow * weights).sum().backward();

        Assert.Equal(slow.shape, fast.shape);
        Assert.True((fast - slow).abs().max().item<double>() < 1e-6 * slow.abs().max().item<double>());
        Assert.True((logits.grad! - exact.grad!).abs().max().item<double>() < 1e-6 * weights.abs().max().item<float>());
    }

    [Fact]
    public void Gradient_CanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { -2f, 0.5f, 3f }, requires_grad: true);
        var first = autograd.grad([BernoulliLogits.LogDensity(logits, ones(3))], [logits], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [logits])[0];
        var sigmoid = logits.detach().sigmoid();
        Assert.True(second.allclose(-sigmoid * (1 - sigmoid), rtol: 1e-5, atol: 1e-7));
    }

    [Fact]
    public void ValueThatIsBroadcastWithinARow_CountsForEveryElement()
    {
        using var scope = NewDisposeScope();
        var sums = BernoulliLogits.LogDensity(zeros(2, 3), ones(2, 1)).data<float>().ToArray();
        Assert.All(sums, sum => Assert.Equal(-3 * Math.Log(2), sum, 1e-6));
    }

    [Fact]
    public void NaN_IsNotHidden()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0f, float.NaN }, requires_grad: true);
        var sum = BernoulliLogits.LogDensity(logits, zeros(2));
        sum.backward();
        Assert.True(float.IsNaN(sum.item<float>()));
        Assert.True(float.IsNaN(logits.grad!.data<float>()[1]));
    }

    private static double Tolerance(double exact, double product) => 3e-7 * (Math.Abs(exact) + Math.Abs(product)) + 2e-38;

    /// <summary>log(1 + eˡ) in double precision, by its series where 1 + e⁻ˡ would round.</summary>
    private static double Softplus(double l)
    {
        var e = Math.Exp(-Math.Abs(l));
        return Math.Max(l, 0) + (e < 1e-8 ? e : Math.Log(1 + e));
    }
}
