using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

public class BinaryTests
{
    public static TheoryData<string> Names => [.. Binary.All.Select(b => b.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_spelling_computes_the_formula_and_broadcasts(string name)
    {
        var binary = Binary.All.Single(b => b.Name == name);
        var x = new Domain(binary.Low, binary.High, 3, 1).Draw(1);
        var y = new Domain(binary.LowSecond, binary.HighSecond, 4).Draw(2);
        var expected = (from a in Numeric.Values(x) from b in Numeric.Values(y) select binary.Formula(a, b)).ToArray();
        var withTensor = Spelling.Everywhere(name, typeof(torch.Tensor));
        var withScalar = Spelling.Everywhere(name, typeof(Scalar));
        Assert.NotEmpty(withTensor.Concat(withScalar));
        foreach (var apply in withTensor)
        {
            var result = apply(x, y);
            Assert.Equal([3, 4], result.shape);
            Numeric.Close(expected, Numeric.Values(result), 1e-11);
        }
        foreach (var apply in withScalar)
        {
            var b = y[1].item<double>();
            Numeric.Close(Numeric.Values(x).Select(a => binary.Formula(a, b)).ToArray(), Numeric.Values(apply(x, (Scalar)b)), 1e-11);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void In_place_computes_the_formula_into_the_tensor(string name)
    {
        var binary = Binary.All.Single(b => b.Name == name);
        var y = new Domain(binary.LowSecond, binary.HighSecond, 4).Draw(2);
        var number = y[1].item<double>();
        foreach (var apply in Spelling.Everywhere(name + "_", typeof(torch.Tensor))) Changes(apply, y, Numeric.Values(y));
        foreach (var apply in Spelling.Everywhere(name + "_", typeof(Scalar))) Changes(apply, (Scalar)number, [number, number, number, number]);

        void Changes(Func<torch.Tensor, object?, torch.Tensor> apply, object second, double[] b)
        {
            var x = new Domain(binary.Low, binary.High, 4).Draw(1);
            var expected = Numeric.Values(x).Zip(b, binary.Formula).ToArray();
            apply(x, second);
            Numeric.Close(expected, Numeric.Values(x), 1e-11);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_right(string name)
    {
        var binary = Binary.All.Single(b => b.Name == name);
        var apply = Spelling.Of(name, typeof(torch.Tensor), typeof(torch.Tensor)).FirstOrDefault();
        if (!binary.Smooth || apply is null) return;
        var (first, second) = (new Domain(binary.Low, binary.High, 3, 1).Draw(3), new Domain(binary.LowSecond, binary.HighSecond, 2).Draw(4));
        Numeric.GradientIsRight(inputs => apply(inputs[0], inputs[1]), first, second);
    }

    [Fact]
    public void Operators_agree_with_methods_for_tensors_scalars_and_numbers()
    {
        var x = new Domain(0.5, 2, 3).Draw(1);
        var y = new Domain(0.5, 2, 3).Draw(2);
        Scalar s = 1.5;
        Numeric.Close(x.add(y), x + y);
        Numeric.Close(x.sub(y), x - y);
        Numeric.Close(x.mul(y), x * y);
        Numeric.Close(x.div(y), x / y);
        Numeric.Close(x.remainder(y), x % y);
        Numeric.Close(x.neg(), -x);
        foreach (var sum in new[] { x + s, s + x, x + 1.5, 1.5 + x, x + 1.5f, 1.5f + x }) Numeric.Close(x.add(s), sum);
        foreach (var difference in new[] { x - s, x - 1.5, x - 1.5f }) Numeric.Close(x.sub(s), difference);
        foreach (var difference in new[] { s - x, 1.5 - x, 1.5f - x }) Numeric.Close(x.sub(s).neg(), difference);
        foreach (var product in new[] { x * s, s * x, x * 1.5, 1.5 * x, x * 1.5f, 1.5f * x }) Numeric.Close(x.mul(s), product);
        foreach (var ratio in new[] { x / s, x / 1.5, x / 1.5f }) Numeric.Close(x.div(s), ratio);
        foreach (var ratio in new[] { s / x, 1.5 / x, 1.5f / x }) Numeric.Close(x.reciprocal().mul(s), ratio);
        foreach (var rest in new[] { x % s, x % 1.5, x % 1.5f }) Numeric.Close(x.remainder(s), rest);
        foreach (var sum in new[] { x + 2, 2 + x, x + 2L, 2L + x }) Numeric.Close(x.add(2), sum);
        foreach (var difference in new[] { 2 - x, 2L - x }) Numeric.Close(x.sub(2).neg(), difference);
        foreach (var ratio in new[] { 2 / x, 2L / x }) Numeric.Close(x.reciprocal().mul(2), ratio);
        Numeric.Close(x.lt(y), x < y);
        Numeric.Close(x.le(s), x <= s);
        Numeric.Close(x.lt(s), s > x);
        Numeric.Close(x.ge(y), x >= y);
        Numeric.Close(x.eq(y), x == y);
        Numeric.Close(x.ne(s), s != x);
    }

    [Fact]
    public void Bits_shifts_and_whole_numbers()
    {
        var a = torch.tensor(new long[] { 12, 10, 7 });
        var b = torch.tensor(new long[] { 10, 4, 2 });
        Assert.Equal([8, 0, 2], (a & b).data<long>().ToArray());
        Assert.Equal([14, 14, 7], (a | b).data<long>().ToArray());
        Assert.Equal([6, 14, 5], (a ^ b).data<long>().ToArray());
        Assert.Equal([-13, -11, -8], (~a).data<long>().ToArray());
        Assert.Equal([12288, 160, 28], a.bitwise_left_shift(b).data<long>().ToArray());
        Assert.Equal([0, 0, 1], a.bitwise_right_shift(b).data<long>().ToArray());
        Assert.Equal([2, 2, 1], a.gcd(b).data<long>().ToArray());
        Assert.Equal([60, 20, 14], a.lcm(b).data<long>().ToArray());
        Assert.Equal([1, 2, 3], a.div(b, torch.RoundingMode.floor).data<long>().ToArray());
        Assert.Equal([-2, -3, -4], (-a).div(b, torch.RoundingMode.floor).data<long>().ToArray());
        Assert.Equal([-1, -2, -3], (-a).div(b, torch.RoundingMode.trunc).data<long>().ToArray());
    }
}
