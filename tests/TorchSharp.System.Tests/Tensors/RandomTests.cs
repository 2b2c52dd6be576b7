using TorchSharp.System.Tests.Memory;
using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

/// <summary>The generator without a name belongs to the whole process, so nothing may draw from it beside these.</summary>
[Collection(typeof(Alone))]
public class RandomTests
{
    /// <summary>Draws and the mean and variance they must have, one line each.</summary>
    public static readonly (string Name, Func<Generator, Tensor> Draw, double Mean, double Variance)[] All =
    [
        ("rand", g => rand(N, dtype: float64, generator: g), 0.5, 1.0 / 12), ("randn", g => randn(N, dtype: float64, generator: g), 0, 1),
        ("randint", g => randint(3, 9, [N], generator: g), 5.5, 35.0 / 12), ("normal", g => normal(2, 3, [N], dtype: float64, generator: g), 2, 9),
        ("normal tensors", g => normal(full(N, 2, float64), full(N, 3, float64), g), 2, 9), ("bernoulli", g => full(N, 0.3, float64).bernoulli(g), 0.3, 0.21),
        ("bernoulli_", g => zeros(N, dtype: float64).bernoulli_(0.3, g), 0.3, 0.21),
        ("bernoulli_ tensor", g => zeros(N, dtype: float64).bernoulli_(full(N, 0.3, float64), g), 0.3, 0.21),
        ("normal_", g => zeros(N, dtype: float64).normal_(2, 3, g), 2, 9), ("uniform_", g => zeros(N, dtype: float64).uniform_(-1, 3, g), 1, 16.0 / 12),
        ("exponential_", g => zeros(N, dtype: float64).exponential_(2, g), 0.5, 0.25),
        ("log_normal_", g => zeros(N, dtype: float64).log_normal_(0, 0.5, g).log(), 0, 0.25),
        ("geometric_", g => zeros(N, dtype: float64).geometric_(0.5, g), 2, 2),
        ("cauchy_", g => zeros(N, dtype: float64).cauchy_(0, 1, g).arctan(), 0, Math.PI * Math.PI / 12),
        ("random_", g => zeros(N, dtype: float64).random_(0, 4, g), 1.5, 1.25), ("poisson", g => full(N, 4, float64).poisson(g), 4, 4),
        ("binomial", g => binomial(full(N, 5, float64), full(N, 0.3, float64), g), 1.5, 1.05),
        ("multinomial", g => tensor(new[] { 0.5, 0.0, 0.5 }).multinomial(N, true, g), 1, 1),
        ("_standard_gamma", g => _standard_gamma(full(N, 3, float64), g), 3, 3),
        ("_sample_dirichlet", g => _sample_dirichlet(ones([N, 2], float64), g)[TensorIndex.Colon, 0], 0.5, 1.0 / 12),
        ("randperm", g => randperm(N, generator: g).to(float64) / N, 0.5, 1.0 / 12),
    ];

    private const int N = 40_000;

    public static TheoryData<string> Names => [.. All.Select(d => d.Name)];

    /// <summary>Six standard errors: a right sampler fails once in 5·10⁸ runs, and the seed is fixed.</summary>
    [Theory, MemberData(nameof(Names))]
    public void It_has_its_mean_and_is_reproducible(string name)
    {
        var (_, draw, mean, variance) = All.Single(d => d.Name == name);
        using var first = new Generator(5);
        using var second = new Generator(5);
        var values = Numeric.Values(draw(first));
        Assert.Equal(values, Numeric.Values(draw(second)));
        Assert.True(Math.Abs(values.Average() - mean) <= 6 * Math.Sqrt(variance / N), $"mean {values.Average()}, should be {mean}");
        var spread = values.Sum(v => (v - mean) * (v - mean)) / N;
        Assert.True(Math.Abs(spread / variance - 1) < 0.15, $"variance {spread}, should be {variance}");
    }

    [Fact]
    public void A_generator_restarts_from_its_seed_and_its_state()
    {
        using var generator = new Generator(1);
        var a = Numeric.Values(rand(3, generator: generator));
        using var state = generator.get_state();
        var b = Numeric.Values(rand(3, generator: generator));
        generator.set_state(state);
        Assert.Equal(b, Numeric.Values(rand(3, generator: generator)));
        generator.manual_seed(1);
        Assert.Equal(1, generator.initial_seed());
        Assert.Equal(a, Numeric.Values(rand(3, generator: generator)));
    }

    [Fact]
    public void The_global_seed_reaches_every_draw_without_a_generator()
    {
        manual_seed(7);
        var a = Numeric.Values(randn(3));
        random.manual_seed(7);
        Assert.Equal(a, Numeric.Values(randn(3)));
        Assert.NotEqual(a, Numeric.Values(randn(3)));
    }

    [Fact]
    public void The_gradient_of_gamma_draws_is_implicit()
    {
        // The mean of Gamma(a) is a, so the derivative of a draw has mean 1.
        using var generator = new Generator(3);
        using var a = full(N, 2, float64, requires_grad: true);
        _standard_gamma(a, generator).sum().backward();
        Assert.InRange(Numeric.Values(a.grad!).Average(), 0.97, 1.03);
    }
}
