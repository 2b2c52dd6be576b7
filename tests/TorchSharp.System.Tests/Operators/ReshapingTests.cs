using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

public class ReshapingTests
{
    public static TheoryData<string> Names => [.. Reshaping.All.Select(r => r.Name)];

    /// <summary>As in TorchSharp, where other members count axes from the end and this one does not.</summary>
    [Fact]
    public void Unflatten_counts_axes_from_the_start_only() => Assert.Throws<ArgumentException>(() => torch.ones(2, 6).unflatten(-1, 2, 3));

    [Theory, MemberData(nameof(Names))]
    public void It_moves_the_numbers_where_it_says(string name)
    {
        var op = Reshaping.All.Single(r => r.Name == name);
        var result = op.Apply(Counting(op.From));
        Assert.Equal(op.To, result.shape);
        Assert.Equal(op.Expected, Numeric.Values(result));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_right(string name)
    {
        var op = Reshaping.All.Single(r => r.Name == name);
        if (op.Differentiable) Numeric.GradientIsRight(x => op.Apply(x[0]), Counting(op.From));
    }

    private static torch.Tensor Counting(long[] shape) => torch.arange(shape.Aggregate(1L, (a, b) => a * b), dtype: torch.float64).reshape(shape);
}
