using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>The matrix products of a step of the VAE alone, into memory that is there: no program with this libtorch can be faster.</summary>
internal static class PlainProducts
{
    private const int Batch = 128;

    public static Measurement Vae(Settings settings)
    {
        using var _ = no_grad();
        var calls = new List<(Tensor Left, Tensor Right, Tensor Out)>();
        (long In, long Out, bool InputHasGradient)[] layers = [(784, 400, false), (400, 40, true), (20, 400, true), (400, 784, true)];
        foreach (var (inputs, outputs, inputHasGradient) in layers)
        {
            var (x, weight, y) = (randn(Batch, inputs), randn(outputs, inputs), randn(Batch, outputs));
            calls.Add((x, weight.t(), empty_like(y)));
            calls.Add((y.t(), x, empty_like(weight)));
            if (inputHasGradient) calls.Add((y, weight, empty_like(x)));
        }
        return Measurement.Of(settings, Batch, steps =>
        {
            for (var i = 0; i < steps; i++)
                foreach (var (left, right, result) in calls) addmm_out(result, left, right);
        });
    }

    // 0 · out + left · right.
    private static void addmm_out(Tensor result, Tensor left, Tensor right) => result.addmm_(left, right, beta: 0, alpha: 1);
}
