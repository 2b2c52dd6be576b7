namespace GenerativeVI.Tests.Oracles;

/// <summary>Gradients against central differences, in float64.</summary>
public static class FiniteDifference
{
    private const int CheckedElements = 12;

    /// <summary>Asserts the gradient of a scalar with respect to every named parameter, at up to a dozen elements of each.</summary>
    /// <param name="parameters">Leaves of float64.</param>
    /// <param name="scalar">The same deterministic function of them at every call.</param>
    public static void AssertGradient(IEnumerable<(string Name, TorchSharp.Modules.Parameter Parameter)> parameters, Func<Tensor> scalar)
    {
        var all = parameters.ToArray();
        foreach (var (_, parameter) in all) parameter.grad = null;
        scalar().backward();
        foreach (var (name, parameter) in all)
        {
            var gradient = parameter.grad?.flatten().data<double>().ToArray();
            Assert.True(gradient is not null, $"{name} has no gradient");
            for (long i = 0, stride = Math.Max(1, parameter.numel() / CheckedElements); i < parameter.numel(); i += stride)
            {
                var expected = Derivative(parameter, i, scalar);
                Assert.True(Math.Abs(gradient[i] - expected) <= 1e-6 * (1 + Math.Abs(expected)), $"{name}[{i}]: the gradient is {gradient[i]:G9}, the central difference {expected:G9}");
            }
        }
    }

    private static double Derivative(Tensor parameter, long element, Func<Tensor> scalar)
    {
        const double step = 1e-5;
        using var _ = no_grad();
        var place = parameter.view(-1).narrow(0, element, 1);
        place.add_(step);
        var above = scalar().item<double>();
        place.sub_(2 * step);
        var below = scalar().item<double>();
        place.add_(step);
        return (above - below) / (2 * step);
    }
}
