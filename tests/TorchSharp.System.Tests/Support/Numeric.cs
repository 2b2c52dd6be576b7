namespace TorchSharp.System.Tests.Support;

public static class Numeric
{
    public static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.float64).contiguous().data<double>().ToArray();

    public static void Close(torch.Tensor expected, torch.Tensor actual, double tolerance = 1e-10)
    {
        Assert.Equal(expected.shape, actual.shape);
        Close(Values(expected), Values(actual), tolerance);
    }

    public static void Close(double[] expected, double[] actual, double tolerance = 1e-10)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Close(expected[i], actual[i], tolerance);
    }

    public static void Close(double expected, double actual, double tolerance = 1e-10)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected)) Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"expected {expected:r}, got {actual:r} (tolerance {tolerance:g2})");
    }

    /// <summary>
    /// The gradient of a random weighting of f's outputs against central differences. With step h the error of the differences is about h² f''' / 6 + ε |f| /
    /// h:
    /// some 1e-9 for h = 1e-5 and values of order one, so 2e-6 separates right from wrong.
    /// </summary>
    public static void GradientIsRight(Func<torch.Tensor[], torch.Tensor> f, params torch.Tensor[] inputs)
    {
        const double h = 1e-5, tolerance = 2e-6;
        using var generator = new torch.Generator(99);
        using var probe = f(inputs);
        var weights = torch.rand(probe.shape, dtype: torch.float64, generator: generator) + 0.5;
        var leaves = inputs.Select(x => x.detach().clone().requires_grad_()).ToArray();
        (f(leaves) * weights).sum().backward();

        double Value(torch.Tensor[] at)
        {
            using var _ = torch.no_grad();
            return (f(at) * weights).sum().item<double>();
        }

        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.True(leaves[i].grad is not null, $"argument {i} has no gradient");
            var gradient = Values(leaves[i].grad!);
            for (var k = 0; k < gradient.Length; k++)
            {
                double Shifted(double by)
                {
                    var moved = inputs.Select(x => x.detach().clone()).ToArray();
                    moved[i].view(-1)[k] = moved[i].view(-1)[k] + by;
                    return Value(moved);
                }

                var difference = (Shifted(h) - Shifted(-h)) / (2 * h);
                Assert.True(Math.Abs(difference - gradient[k]) <= tolerance * Math.Max(1, Math.Abs(difference)),
                    $"argument {i}, element {k}: differences say {difference:r}, the gradient {gradient[k]:r}");
            }
        }
    }
}
