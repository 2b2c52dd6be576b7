using static TorchSharp.torch;

namespace Tests.NN;

/// What the tests of modules and optimizers share: float64 tensors, comparison, and derivatives by central differences.
internal static class Numbers
{
    internal const double Tight = 1e-12;

    internal static Tensor Of(double[] values, params long[] shape) => tensor(values, dtype: float64).reshape(shape.Length == 0 ? [values.Length] : shape);

    /// Values between −1.5 and 1.5 without a pattern, the same every time.
    internal static Tensor Some(params long[] shape)
    {
        var random = new Random(shape.Aggregate(17, HashCode));
        return Of([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => 3 * random.NextDouble() - 1.5)], shape);

        static int HashCode(int hash, long size) => unchecked(hash * 31 + (int)size);
    }

    internal static double[] Values(this Tensor tensor) => tensor.detach().to(float64).cpu().contiguous().data<double>().ToArray();

    internal static double Value(this Tensor tensor) => Assert.Single(tensor.Values());

    internal static void Close(double[] expected, Tensor actual, double tolerance = Tight) => Close(expected, actual.Values(), tolerance);

    internal static void Close(Tensor expected, Tensor actual, double tolerance = Tight)
    {
        Assert.Equal(expected.shape, actual.shape);
        Close(expected.Values(), actual.Values(), tolerance);
    }

    internal static void Close(double[] expected, double[] actual, double tolerance = Tight)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}.");
    }

    /// The derivatives that autograd finds for f at the given points are those of central differences. f must be smooth there.
    internal static void Differentiates(Func<Tensor[], Tensor> f, params Tensor[] points)
    {
        const double step = 1e-5, tolerance = 1e-7;
        var leaves = points.Select(point => point.detach().clone().requires_grad_()).ToArray();
        var output = f(leaves);
        var weights = Some(output.shape);
        autograd.backward([(output * weights).sum()]);
        double Objective(int changed, double[] values) =>
            (f([.. points.Select((point, i) => i == changed ? Of(values, point.shape) : point)]) * weights).sum().Value();
        for (var p = 0; p < points.Length; p++)
        {
            var values = points[p].Values();
            var found = leaves[p].grad!.Values();
            for (var i = 0; i < values.Length; i++)
            {
                double[] up = [.. values], down = [.. values];
                up[i] += step;
                down[i] -= step;
                var expected = (Objective(p, up) - Objective(p, down)) / (2 * step);
                Assert.True(Math.Abs(expected - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected)),
                    $"argument {p}, element {i}: differences give {expected:R}, autograd {found[i]:R}.");
            }
        }
    }
}
