using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

public class ReductionTests
{
    public static TheoryData<string> Names => [.. Reduction.All.Select(r => r.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_computes_the_formula(string name)
    {
        var op = Reduction.All.Single(r => r.Name == name);
        var x = Reduction.Matrix.Draw(1);
        var expected = op.Whole ? op.Row(Numeric.Values(x)) : [.. Numeric.Values(x).Chunk(3).SelectMany(op.Row)];
        Numeric.Close(expected, Numeric.Values(op.Apply(x)), 1e-6 * (name == "renorm" ? 1 : 1e-5));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_right(string name)
    {
        var op = Reduction.All.Single(r => r.Name == name);
        if (op.Smooth) Numeric.GradientIsRight(x => op.Apply(x[0]), Reduction.Matrix.Draw(1));
    }

    [Fact]
    public void Sorting_counting_and_binning()
    {
        var x = torch.tensor(new double[] { 3, 1, 2, 1 });
        var (values, order) = x.sort(stable: true);
        Assert.Equal([1, 1, 2, 3], Numeric.Values(values));
        Assert.Equal([1, 3, 2, 0], order.data<long>().ToArray());
        var (unique, inverse, counts) = x.unique(return_inverse: true, return_counts: true);
        Assert.Equal([1, 2, 3], Numeric.Values(unique));
        Assert.Equal([2, 0, 1, 0], inverse!.data<long>().ToArray());
        Assert.Equal([2, 1, 1], counts!.data<long>().ToArray());
        Assert.Equal([3, 1, 2, 1], Numeric.Values(x.unique_consecutive().Item1));
        Assert.Equal([1, 3], torch.searchsorted(torch.tensor(new double[] { 1, 2, 3 }), torch.tensor(new double[] { 1.5, 5 })).data<long>().ToArray());
        Assert.Equal([2, 0, 1, 0], x.bucketize(torch.tensor(new double[] { 1, 2 })).data<long>().ToArray());
        Assert.Equal([0, 2, 1, 1], torch.bincount(x.to(torch.int64)).data<long>().ToArray());
        Assert.Equal([2, 1, 1], Numeric.Values(x.histc(3, 1, 3)));
        Assert.Equal([0, 2], torch.tensor(new double[] { 1, 0, 5 }).nonzero().data<long>().ToArray());
        Assert.Equal([2, 0], torch.tensor(new double[] { 1, 0, 5 }).topk(2).Item2.data<long>().ToArray());
        Assert.Equal([true, false], torch.tensor(new double[] { 1, 7 }).isin(x).data<bool>().ToArray());
    }
}
