using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Conditionals;

public sealed class NormalDecoderTests
{
    private const double MinimumScale = 0.05;

    [Theory]
    [InlineData(-1000)]
    [InlineData(-20)]
    [InlineData(-2.9)]
    [InlineData(0)]
    [InlineData(3)]
    public void Scale_FollowsItsFormula_AndNeverFallsBelowTheBound(double free)
    {
        var scale = Scale(free);
        var bound = Math.Log(MinimumScale);
        Assert.Equal(Math.Exp(bound + Softplus(free - bound)), scale, 1e-12 * scale);
        Assert.True(scale >= MinimumScale * (1 - 1e-14), $"σ = {scale} is below {MinimumScale}");
    }

    [Fact]
    public void WellAboveTheBound_TheScaleIsTheParametersOwn() => Assert.Equal(Math.Exp(1.5), Scale(1.5), 0.06);

    [Fact]
    public void Scale_StartsNearOne() => Assert.InRange(Scale(null), 1, 1.06);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void ABoundOfNothing_IsRefused(double minimumScale)
    {
        var random = new RandomStream(1);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDecoder(new Mlp(2, [], Activation.Relu, random), 2, 3, Spread.Diagonal, random, minimumScale));
        Assert.Contains("expected above 0", error.Message, StringComparison.Ordinal);
    }

    private static double Scale(double? free)
    {
        var random = new RandomStream(1);
        using var decoder = new NormalDecoder(new Mlp(2, [], Activation.Relu, random), 2, 3, Spread.Isotropic, random, MinimumScale, ScalarType.Float64);
        using var _ = no_grad();
        if (free is { } value) decoder.get_parameter("logScale")!.fill_(value);
        var scales = decoder.At(new Inputs(zeros(4, 2, dtype: ScalarType.Float64))).Scale;
        Assert.Equal([4, 3], scales.shape);
        Assert.Equal(scales.min().item<double>(), scales.max().item<double>());
        return scales.min().item<double>();
    }

    private static double Softplus(double a) => a > 30 ? a : Math.Log(1 + Math.Exp(a));
}
