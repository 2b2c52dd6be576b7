using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Tensors;

/// <summary>
/// The kernels that libtorch's MKL takes on a processor of AMD, each choice in a process of its own: MKL chooses once.
/// </summary>
public sealed class MklKernelsTests
{
    private const string Choice = "GENERATIVEVI_MKL", Said = "products use AVX-512 on this AMD processor";

    /// <summary>All tests run with the kernels of every program that calls ProcessTuning.Apply: before the first product.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "MKL chooses when it is first used, which may be while tests are being listed.")]
    internal static void Take()
    {
        if (Environment.GetEnvironmentVariable(Choice) != "default") TorchLibrary.UseAvx512Products();
    }

    private static bool AreHere =>
        OperatingSystem.IsLinux() && Avx512F.IsSupported && File.ReadAllText("/proc/cpuinfo").Contains("AuthenticAMD", StringComparison.Ordinal);

    [Fact]
    public void ProductsAndDecompositions_AreRight_WithTheKernelsTaken() => Run(nameof(TakeThem), choice: "");

    [Fact]
    public void TheUserMayLeaveThem() => Run(nameof(LeaveThem), "default");

    [Fact]
    public void AfterAProduct_ItIsTooLate() => Run(nameof(AskTooLate), "default");

    private static void Run(string test, string choice)
    {
        var (code, output) = ChildProcess.Run($"{typeof(MklKernelsTests).FullName}.{test}", new Dictionary<string, string> { [Choice] = choice });
        Assert.True(code == 0, output);
    }

    [Fact(Explicit = true)]
    public void TakeThem()
    {
        Assert.Equal(AreHere, ProcessTuning.Apply(1).Contains(Said));
        Assert.Equal(AreHere, TorchLibrary.UseAvx512Products());
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 }) AssertRight(type);
    }

    [Fact(Explicit = true)]
    public void LeaveThem()
    {
        Assert.DoesNotContain(Said, ProcessTuning.Apply(1));
        AssertRight(ScalarType.Float32);
    }

    [Fact(Explicit = true)]
    public void AskTooLate()
    {
        AssertRight(ScalarType.Float32);
        Assert.False(TorchLibrary.UseAvx512Products());
        AssertRight(ScalarType.Float32);
    }

    // Sizes on both sides of what a kernel takes at once, tall, flat and transposed; sums in plain loops of float64.
    private static void AssertRight(ScalarType type)
    {
        var random = new RandomStream(1);
        var precision = type == ScalarType.Float32 ? 1e-5 : 1e-13;
        foreach (var (rows, inner, columns) in new[] { (1, 1, 1), (3, 5, 7), (16, 16, 16), (33, 47, 65), (128, 784, 40), (257, 3, 130) })
        {
            var (a, b) = (random.Normal([rows, inner], type), random.Normal([inner, columns], type));
            var expected = Product(a, b);
            Close(expected, a.matmul(b), precision * inner);
            Close(expected, a.t().contiguous().t().matmul(b), precision * inner);
            Close(expected, a.matmul(b.t().contiguous().t()), precision * inner);
            Close(expected, bmm(a.unsqueeze(0).expand(3, rows, inner), b.unsqueeze(0).expand(3, inner, columns))[2], precision * inner);
        }
        var square = random.Normal([40, 40], type);
        var positive = square.matmul(square.t()) + 40.0 * eye(40, dtype: type);
        Close(Product(linalg.cholesky(positive), linalg.cholesky(positive).t()), positive, 100 * precision);
        Close(Product(positive, linalg.solve(positive, square)), square, 100 * precision);
        var (values, vectors) = linalg.eigh(positive);
        Close(Product(vectors * values, vectors.t()), positive, 1000 * precision);
    }

    private static double[,] Product(Tensor left, Tensor right)
    {
        var (a, b) = (left.to(ScalarType.Float64).contiguous().data<double>().ToArray(), right.to(ScalarType.Float64).contiguous().data<double>().ToArray());
        var (rows, inner, columns) = ((int)left.shape[0], (int)left.shape[1], (int)right.shape[1]);
        var product = new double[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var k = 0; k < inner; k++)
                for (var j = 0; j < columns; j++)
                    product[i, j] += a[i * inner + k] * b[k * columns + j];
        return product;
    }

    private static void Close(double[,] expected, Tensor actual, double tolerance) =>
        Assert.InRange((tensor(expected) - actual.to(ScalarType.Float64)).abs().max().item<double>(), 0, tolerance);
}
