using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class MoveTests
{
    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly Linear layer = Linear(2, 2);
        private readonly Parameter scale = new(ones(2), requires_grad: false);
        private readonly Tensor offset = ones(2);
        private readonly Tensor count = ones(2, dtype: int64);

        public Model() : base("Model") => RegisterComponents();

        public Tensor Count => count;
        public override Tensor forward(Tensor input) => layer.call(input) * scale + offset;
    }

    [Fact]
    public void To_ReplacesParametersAndBuffers_InTheFieldsToo()
    {
        var model = new Model();
        var (weight, scale) = (model.get_parameter("layer.weight")!, model.get_parameter("scale")!);
        var numbers = weight.Values();
        Assert.Same(model, model.to(float64));
        Assert.True(weight.IsInvalid);
        Assert.True(scale.IsInvalid);
        Assert.All(model.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(float64, model.get_buffer("offset")!.dtype);
        Assert.Equal(int64, model.Count.dtype);
        Assert.Equal(numbers, model.get_parameter("layer.weight")!.Values());
        Assert.Equal([2L, 2L], model.call(ones(2, 2, dtype: float64)).shape);
    }

    [Fact]
    public void To_KeepsRequiresGrad_TheGradient_AndLeaves()
    {
        var model = new Model();
        model.call(ones(1, 2)).sum().backward();
        var gradient = model.get_parameter("layer.weight")!.grad!.Values();
        model.@double();
        Assert.False(model.get_parameter("scale")!.requires_grad);
        Assert.Null(model.get_parameter("scale")!.grad);
        var weight = model.get_parameter("layer.weight")!;
        Assert.True(weight.requires_grad);
        Assert.True(weight.is_leaf);
        Assert.Equal(float64, weight.grad!.dtype);
        Assert.Equal(gradient, weight.grad!.Values());
    }

    [Fact]
    public void To_TheSameTypeAndDevice_KeepsTheObjects()
    {
        var model = new Model();
        var before = model.parameters().ToList();
        model.to(float32).cpu().to("cpu").to(CPU, float32).to(DeviceType.CPU).to(ones(1));
        Assert.All(before.Zip(model.parameters()), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void To_IntegersOrAMissingDevice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Model().to(int64));
        if (!cuda.is_available()) Assert.Throws<InvalidOperationException>(() => new Model().cuda());
    }

    [Fact]
    public void Layers_MoveTheirRunningMoments()
    {
        var layer = BatchNorm1d(2).to(float64);
        Assert.Equal(float64, layer.running_mean!.dtype);
        Assert.Equal(int64, layer.num_batches_tracked!.dtype);
        Assert.Equal(float64, layer.call(rand(3, 2, dtype: float64)).dtype);
        Assert.Equal(float16, layer.half().weight!.dtype);
        Assert.Equal(bfloat16, layer.bfloat16().weight!.dtype);
        Assert.Equal(float32, layer.@float().weight!.dtype);
    }

    [Fact]
    public void MovedTensors_OutliveTheScopeOfTheMove()
    {
        var model = new Model();
        using (NewDisposeScope()) model.to(float64);
        Assert.All(model.parameters().Concat(model.buffers()), tensor => Assert.False(tensor.IsInvalid));
    }

    [Fact]
    public void AnOptimizerMadeBeforeTo_HoldsDisposedParameters()
    {
        var model = Linear(1, 1);
        var stale = optim.SGD(model.parameters(), 0.1);
        model.to(float64);
        model.call(ones(1, 1, dtype: float64)).sum().backward();
        Assert.ThrowsAny<Exception>(() => stale.step());

        var before = model.weight.Value();
        optim.SGD(model.parameters(), 0.1).step();
        Assert.Equal(before - 0.1, model.weight.Value(), 1e-12);
    }
}
