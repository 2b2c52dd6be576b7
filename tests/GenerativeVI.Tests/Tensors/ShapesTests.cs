using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Tensors;

public sealed class ShapesTests
{
    [Fact]
    public void Require_NamesTheCulpritAndBothShapes() =>
        Assert.StartsWith("z: expected [S, B, 8], got [64, 10].", Message("S", "B", 8), StringComparison.Ordinal);

    [Fact]
    public void Require_WithAWrongLength() => Assert.StartsWith("z: expected [B, 11], got [64, 10].", Message("B", 11), StringComparison.Ordinal);

    [Fact]
    public void Require_WithOpenLeadingAxes() => Assert.StartsWith("z: expected [..., 8], got [64, 10].", Message("...", 8), StringComparison.Ordinal);

    [Fact]
    public void Require_LetsRightShapesPass()
    {
        using var z = zeros(64, 10);
        Shapes.Require(z, "z", "B", 10);
        Shapes.Require(z, "z", 64, "D");
        Shapes.Require(z, "z", "...", 10);
        Shapes.Require(z, "z", "...", 64, 10);
    }

    private static string Message(params Axis[] axes)
    {
        using var z = zeros(64, 10);
        return Assert.Throws<ArgumentException>(() => Shapes.Require(z, "z", axes)).Message;
    }
}
