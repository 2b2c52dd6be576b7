using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

public class UnaryTests
{
    public static TheoryData<string> Names => [.. Unary.All.Select(u => u.Name)];
    public static TheoryData<string> SpecialNames => [.. Unary.Special.Select(u => u.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_spelling_computes_the_formula(string name)
    {
        var unary = Unary.All.Single(u => u.Name == name);
        var x = new Domain(unary.Low, unary.High, 7).Draw(1);
        var expected = Numeric.Values(x).Select(unary.Formula).ToArray();
        var spellings = Spelling.Everywhere(name);
        Assert.NotEmpty(spellings);
        foreach (var apply in spellings) Numeric.Close(expected, Numeric.Values(apply(x, null)), 1e-11);
    }

    [Theory, MemberData(nameof(Names))]
    public void In_place_changes_and_returns_the_tensor_itself(string name)
    {
        var unary = Unary.All.Single(u => u.Name == name);
        foreach (var apply in Spelling.Everywhere(name + "_"))
        {
            var x = new Domain(unary.Low, unary.High, 7).Draw(1);
            var expected = Numeric.Values(x).Select(unary.Formula).ToArray();
            var result = apply(x, null);
            Numeric.Close(expected, Numeric.Values(x), 1e-11);
            result.zero_();
            Assert.All(Numeric.Values(x), value => Assert.Equal(0, value));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_right(string name)
    {
        var unary = Unary.All.Single(u => u.Name == name);
        if (!unary.Smooth) return;
        Numeric.GradientIsRight(x => Spelling.Of(name, typeof(torch.Tensor)).First()(x[0], null), new Domain(unary.Low, unary.High, 5).Draw(2));
    }

    [Theory, MemberData(nameof(SpecialNames))]
    public void Special_functions_compute_the_formula_and_its_gradient(string name)
    {
        var unary = Unary.Special.Single(u => u.Name == name);
        var apply = Spelling.Of(name, typeof(torch.special)).Single();
        var x = new Domain(unary.Low, unary.High, 7).Draw(1);
        Numeric.Close(Numeric.Values(x).Select(unary.Formula).ToArray(), Numeric.Values(apply(x, null)), 1e-11);
        Numeric.GradientIsRight(inputs => apply(inputs[0], null), x);
    }
}
