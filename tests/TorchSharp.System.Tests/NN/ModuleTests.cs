using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class ModuleTests
{
    private class Base : Module<Tensor, Tensor>
    {
        private readonly Linear kept = Linear(2, 2);
        private readonly Linear same = Linear(2, 3);
        protected readonly Parameter scale = new(ones(2));

        protected Base() : base("Base") { }

        public Linear BaseSame => same;
        public Linear Kept => kept;
        public override Tensor forward(Tensor input) => kept.call(input * scale);
    }

    private sealed class Derived : Base
    {
        private readonly Linear same = Linear(2, 5);
        private readonly Tensor offset = zeros(2);
        [ComponentName(Name = "renamed")] private readonly Linear odd = Linear(1, 1, hasBias: false);
        private readonly List<Linear> unseen = [Linear(7, 7)];

        public Derived() => RegisterComponents();

        public int Unseen => unseen.Count;
        public Linear Same => same;
        public Linear Odd => odd;
        public Tensor Offset => offset;
    }

    private sealed class Late : Module
    {
        private Linear? early = Linear(1, 1);
        private Linear? late;

        public Late() : base("Late")
        {
            RegisterComponents();
            late = Linear(1, 2);
            RegisterComponents();
        }

        public long Sizes => early!.in_features + late!.out_features;
    }

    [Fact]
    public void Fields_OfAllLevels_AreRegistered_AndAHiddenOneIsDropped()
    {
        var module = new Derived();
        Assert.Equal(["kept", "renamed", "same"], module.named_children().Select(child => child.name).Order(StringComparer.Ordinal));
        Assert.Equal(5, module.get_parameter("same.weight")!.shape[0]);
        Assert.DoesNotContain(module.parameters(), parameter => ReferenceEquals(parameter, module.BaseSame.weight));
        Assert.Contains(module.parameters(), parameter => ReferenceEquals(parameter, module.Kept.weight));
        Assert.True(module.has_parameter("scale"));
        Assert.True(module.has_buffer("offset"));
        Assert.False(module.has_parameter("offset"));
    }

    [Fact]
    public void ModulesInAPlainList_AreNotRegistered()
    {
        var module = new Derived();
        Assert.Equal(1, module.Unseen);
        Assert.DoesNotContain(module.parameters(), parameter => parameter.shape.SequenceEqual([7L, 7L]));
    }

    [Fact]
    public void RegisteringOnce_IsFinal()
    {
        var module = new Late();
        Assert.Equal(["early"], module.named_children().Select(child => child.name));
        Assert.Equal(3, module.Sizes);
    }

    [Fact]
    public void Names_FollowTheTree()
    {
        var module = Sequential(("first", Linear(2, 3)), ("rest", Sequential(Linear(3, 3), ReLU(), BatchNorm1d(3))));
        Assert.Equal(
            ["first.weight", "first.bias", "rest.0.weight", "rest.0.bias", "rest.2.weight", "rest.2.bias"],
            module.named_parameters().Select(entry => entry.name));
        Assert.Equal(["rest.2.running_mean", "rest.2.running_var", "rest.2.num_batches_tracked"], module.named_buffers().Select(entry => entry.name));
        Assert.Equal(["first", "rest", "rest.0", "rest.1", "rest.2"], module.named_modules().Select(entry => entry.name));
        Assert.Equal(["first", "rest"], module.named_children().Select(entry => entry.name));
        Assert.Same(module.named_parameters().Single(entry => entry.name == "rest.0.bias").parameter, module.get_parameter("rest.0.bias"));
        Assert.Null(module.get_parameter("rest.0.nothing"));
        Assert.Null(module.get_buffer("nothing.at.all"));
    }

    private sealed class Shared : Module
    {
        private readonly Linear first = Linear(2, 2), second;

        public Shared() : base("Shared")
        {
            second = first;
            RegisterComponents();
        }

        public bool Same => ReferenceEquals(first, second);
    }

    [Fact]
    public void ASharedParameter_IsListedOnce_ButSavedUnderEachName()
    {
        var module = new Shared();
        Assert.True(module.Same);
        Assert.Equal(["first.weight", "first.bias"], module.named_parameters().Select(entry => entry.name));
        Assert.Equal(["first.bias", "first.weight", "second.bias", "second.weight"], module.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    private sealed class Manual : Module
    {
        public Manual() : base("Manual") { }
    }

    [Fact]
    public void Registration_ByHand_RefusesWhatIsWrong()
    {
        var module = new Manual();
        module.register_module("part", Linear(1, 1));
        module.register_buffer("kept", ones(1));
        module.register_buffer("passing", ones(1), persistent: false);
        module.register_parameter("weight", new Parameter(ones(1)));
        Assert.Equal(["kept", "part.bias", "part.weight", "weight"], module.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Throws<InvalidOperationException>(() => module.register_module("part", Linear(1, 1)));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("kept", ones(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_parameter("weight", new Parameter(ones(1))));
        Assert.Throws<ArgumentException>(() => module.register_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => module.register_module("", Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => module.register_buffer("none", null!));
        Assert.Throws<InvalidOperationException>(() => ReLU().register_buffer("state", ones(1)));
    }

    [Fact]
    public void TrainAndEval_ReachEverything()
    {
        var module = Sequential(Dropout(), Sequential(BatchNorm1d(2)));
        Assert.True(module.training);
        module.eval();
        Assert.All(module.modules().Append(module), part => Assert.False(part.training));
        module.train();
        Assert.All(module.modules().Append(module), part => Assert.True(part.training));
    }

    [Fact]
    public void Apply_VisitsChildrenBeforeParents()
    {
        var visited = new List<string>();
        var module = Sequential(Linear(1, 1), Sequential(Tanh()));
        module.apply(part => visited.Add(part.GetName()));
        Assert.Equal(["Linear", "Tanh", "Sequential", "Sequential"], visited);
    }

    [Fact]
    public void ZeroGrad_RemovesGradients_OrZeroesThem()
    {
        var module = Linear(2, 1);
        module.call(ones(1, 2)).sum().backward();
        module.zero_grad(set_to_none: false);
        Assert.All(module.parameters(), parameter => Assert.All(parameter.grad!.Values(), value => Assert.Equal(0, value)));
        module.zero_grad();
        Assert.All(module.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Dispose_DisposesOfEverythingBelow()
    {
        var module = Sequential(Linear(2, 2), BatchNorm1d(2));
        var tensors = module.parameters().Concat(module.buffers()).ToList();
        Assert.Equal(7, tensors.Count);
        module.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void ADisposedModule_CannotBeTrained_NorCanWhatSharesIt()
    {
        var shared = ReLU();
        var (first, second) = (Sequential(shared), Sequential(shared));
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => second.train());
    }

    [Fact]
    public void ALayersParameters_OutliveTheScopeTheyWereMadeIn()
    {
        Linear layer;
        BatchNorm1d norm;
        using (NewDisposeScope())
        {
            layer = Linear(2, 2);
            norm = BatchNorm1d(2);
        }
        Assert.Equal([2L, 2L], layer.weight.shape);
        Assert.Equal([2L], norm.running_mean!.shape);
    }

    [Fact]
    public void AParameter_TakesTheTensorsPlace()
    {
        var data = Numbers.Of([1, 2]);
        var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
        Numbers.Close([1, 2], parameter);
        Assert.False(new Parameter(ones(1), requires_grad: false).requires_grad);
    }

    [Fact]
    public void AssigningAParameter_ReplacesTheRegisteredOne()
    {
        var layer = Linear(2, 1);
        var replacement = new Parameter(Numbers.Of([3, 4], 1, 2));
        layer.weight = replacement;
        Assert.Same(replacement, layer.get_parameter("weight"));
        layer.bias = null;
        Assert.Equal(["weight"], layer.named_parameters().Select(entry => entry.name));
        Numbers.Close([11], layer.call(Numbers.Of([1, 2], 1, 2)));
    }
}
