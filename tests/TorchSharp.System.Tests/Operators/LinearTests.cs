using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

public class LinearTests
{
    public static TheoryData<string> Names => [.. Linear.All.Select(l => l.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_agrees_with_the_other_expression(string name)
    {
        var op = Linear.All.Single(l => l.Name == name);
        var inputs = op.Inputs.Select((domain, i) => domain.Draw(i + 1)).ToArray();
        Numeric.Close(op.Same(inputs), op.Apply(inputs), 1e-10);
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_right(string name)
    {
        var op = Linear.All.Single(l => l.Name == name);
        Numeric.GradientIsRight(op.Apply, [.. op.Inputs.Select((domain, i) => domain.Draw(i + 1))]);
    }

    [Fact]
    public void A_known_system_has_its_known_solution()
    {
        var a = torch.tensor(new double[,] { { 4, 2 }, { 2, 3 } });
        Numeric.Close([2, 0, 1, Math.Sqrt(2)], Numeric.Values(torch.linalg.cholesky(a)));
        Numeric.Close(8, torch.linalg.det(a).item<double>());
        Numeric.Close([1, 1], Numeric.Values(torch.linalg.solve(a, torch.tensor(new double[] { 6, 5 }))));
        Assert.Equal(2, torch.linalg.matrix_rank(a).item<long>());
        var (reflectors, tau) = a.geqrf();
        Numeric.Close(torch.linalg.qr(a).Item1, torch.linalg.householder_product(reflectors, tau));
        var (sign, log) = torch.slogdet(-a);
        Assert.Equal(1, sign.item<double>());
        Numeric.Close(Math.Log(8), log.item<double>());
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_an_error_or_an_info()
    {
        var a = torch.tensor(new double[,] { { 1, 2 }, { 2, 1 } });
        Assert.Contains("cholesky", Assert.ThrowsAny<Exception>(() => torch.linalg.cholesky(a)).Message);
        Assert.Equal(2, torch.linalg.cholesky_ex(a).Item2.item<int>());
    }
}
