using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>Gradients against central differences, in float64.</summary>
public static class FiniteDifference
{
    private const int Directions = 3;

    /// <summary>
    /// Asserts the gradient of a scalar with respect to every named parameter: its product with random directions of
    /// length 1, to each of which every element contributes.
    /// </summary>
    /// <param name="parameters">Leaves of float64.</param>
    /// <param name="scalar">The same deterministic function of them at every call.</param>
    public static void AssertGradient(
        IEnumerable<(string Name, TorchSharp.Modules.Parameter Parameter)> parameters, Func<Tensor> scalar)
    {
        var all = parameters.ToArray();
        foreach (var (_, parameter) in all) parameter.grad = null;
        scalar().backward();
        foreach (var (name, parameter) in all)
        {
            Assert.True(parameter.grad is not null, $"{name} has no gradient");
            for (var i = 0; i < Math.Min(Directions, parameter.numel()); i++)
            {
                var drawn = new RandomStream(1).Split($"{name} {i}").Normal(parameter.shape, ScalarType.Float64);
                var direction = drawn / drawn.norm();
                var found = (parameter.grad * direction).sum().item<double>();
                var expected = Derivative(parameter, direction, scalar);
                Assert.True(Math.Abs(found - expected) <= 1e-6 * (1 + Math.Abs(expected)),
                    $"{name}: along direction {i} the gradient is {found:G9}, the central difference {expected:G9}");
            }
        }
    }

    private static double Derivative(Tensor parameter, Tensor direction, Func<Tensor> scalar)
    {
        const double step = 1e-5;
        using var _ = no_grad();
        var start = parameter.clone();
        parameter.copy_(start + direction * step);
        var above = scalar().item<double>();
        parameter.copy_(start - direction * step);
        var below = scalar().item<double>();
        parameter.copy_(start);
        return (above - below) / (2 * step);
    }
}
