using GenerativeVI.Training;
using TorchSharp.Modules;

namespace GenerativeVI.Tests.Training;

public sealed class OnePassAdamTests
{
    // One element, less and more than a vector, and enough for several pieces and threads.
    private static readonly long[] Sizes = [1, 7, 33, 100_003];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void TwentySteps_AreTorchsToRounding(double decay)
    {
        var (ours, torchs) = (Parameters(), Parameters());
        using var one = new OnePassAdam(ours, lr: 0.01, weight_decay: decay);
        using var reference = optim.Adam(torchs, lr: 0.01, weight_decay: decay);
        for (var step = 0; step < 20; step++) Step(step, (one, ours), (reference, torchs));
        RequireSame(ours, torchs, 2e-6);
    }

    [Fact]
    public void State_IsExchangedWithTorchsAdam()
    {
        var (ours, torchs) = (Parameters(), Parameters());
        using var first = optim.Adam(ours, lr: 0.01);
        using var reference = optim.Adam(torchs, lr: 0.01);
        for (var step = 0; step < 5; step++) Step(step, (first, ours), (reference, torchs));
        using var second = new OnePassAdam(ours, lr: 0.5);
        second.load_state_dict(first.state_dict());
        for (var step = 5; step < 10; step++) Step(step, (second, ours), (reference, torchs));
        RequireSame(ours, torchs, 2e-6);
    }

    [Fact]
    public void DoublePrecision_GoesTheWayOfTorch()
    {
        var (ours, torchs) = (Parameters(ScalarType.Float64), Parameters(ScalarType.Float64));
        using var one = new OnePassAdam(ours, lr: 0.01);
        using var reference = optim.Adam(torchs, lr: 0.01);
        for (var step = 0; step < 3; step++) Step(step, (one, ours), (reference, torchs));
        RequireSame(ours, torchs, 0);
    }

    [Fact]
    public void ParameterWithoutGradient_StaysWhereItIs()
    {
        using var scope = NewDisposeScope();
        var (still, moving) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var optimizer = new OnePassAdam([still, moving], lr: 0.25);
        moving.sum().backward();
        optimizer.step();
        Assert.Equal([1f, 1f, 1f], still.data<float>().ToArray());
        // The first step of Adam has the length of the learning rate, whatever the gradient.
        Assert.All(moving.data<float>().ToArray(), value => Assert.Equal(0.75f, value, 1e-6f));
    }

    [Fact]
    public void LearningRateOfAGroup_IsReadAnewEveryStep()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(1));
        using var optimizer = new OnePassAdam([parameter], lr: 0.25);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.5;
        parameter.sum().backward();
        optimizer.step();
        Assert.Equal(-0.5f, parameter.item<float>(), 1e-6f);
    }

    private static Parameter[] Parameters(ScalarType type = ScalarType.Float32)
    {
        var random = new Generator(3);
        return [.. Sizes.Select(size => new Parameter(randn(size, dtype: type, generator: random)))];
    }

    /// <summary>One step of each optimizer on the same gradients, whose sizes differ by orders of magnitude.</summary>
    private static void Step(int number, params (optim.Optimizer Optimizer, Parameter[] Parameters)[] sides)
    {
        foreach (var (optimizer, parameters) in sides)
        {
            using var scope = NewDisposeScope();
            var random = new Generator((ulong)(100 + number));
            foreach (var parameter in parameters)
            {
                parameter.grad = null;
                var gradient = randn(parameter.shape, dtype: parameter.dtype, generator: random);
                (parameter * gradient * gradient.abs().mul(-4).exp()).sum().backward();
            }
            optimizer.step();
        }
    }

    private static void RequireSame(Parameter[] ours, Parameter[] torchs, double tolerance)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < ours.Length; i++)
            Assert.True((ours[i] - torchs[i]).abs().max().to_type(ScalarType.Float64).item<double>() <= tolerance);
    }
}
