using Tests.NN;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Tests.Optim;

public class ParamGroupTests
{
    private static Parameter With(double value, double gradient)
    {
        var parameter = new Parameter(Numbers.Of([value]));
        (parameter * gradient).sum().backward();
        return parameter;
    }

    [Fact]
    public void Groups_HaveTheirOwnOptions_AndTheRestFromTheOptimizer()
    {
        var (a, b) = (With(1, 1), With(1, 1));
        using var optimizer = new SGD([
            new SGD.ParamGroup([a], new SGD.Options { LearningRate = 0.5 }),
            new SGD.ParamGroup { Parameters = [b] },
        ], lr: 0.1, weight_decay: 1);
        optimizer.step();
        Numbers.Close([1 - 0.5 * 2], a);
        Numbers.Close([1 - 0.1 * 2], b);
        Assert.Equal([0.5, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.5, 0.1], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
        Assert.Equal([a, b], optimizer.parameters());
    }

    [Fact]
    public void AGroup_CanBeAddedLater_AndItsRateChanged()
    {
        var (a, b) = (With(1, 1), With(1, 1));
        using var optimizer = SGD([a], 0.1);
        optimizer.add_param_group(new SGD.ParamGroup([b], lr: 0.2));
        foreach (var group in optimizer.ParamGroups) group.LearningRate *= 0.5;
        optimizer.step();
        Numbers.Close([1 - 0.05], a);
        Numbers.Close([1 - 0.1], b);
        Assert.Equal(0.2, optimizer.ParamGroups.Last().InitialLearningRate);
    }

    [Fact]
    public void NamedParameters_WillDo()
    {
        var parameter = With(1, 1);
        using var optimizer = SGD([("weight", parameter)], 0.1);
        optimizer.step();
        Numbers.Close([0.9], parameter);
        Assert.All(new Optimizer[] { Adam([("w", parameter)]), AdamW([("w", parameter)]), Adamax([("w", parameter)]), RMSProp([("w", parameter)]),
            Adagrad([("w", parameter)]) },
            other => Assert.Same(parameter, Assert.Single(other.parameters())));
    }

    [Fact]
    public void AParameterWithoutGradient_StaysAsItIs()
    {
        var (moved, still) = (With(1, 1), new Parameter(Numbers.Of([1.0])));
        using var optimizer = AdamW([moved, still], lr: 0.1, weight_decay: 0.5);
        optimizer.step();
        Assert.NotEqual(1, moved.Value());
        Assert.Equal(1, still.Value());
    }

    [Fact]
    public void ZeroGrad_ZeroesGradients()
    {
        var parameter = With(1, 3);
        using var optimizer = SGD([parameter], 0.1);
        optimizer.zero_grad();
        Numbers.Close([0], parameter.grad!);
    }

    [Fact]
    public void TheClosure_IsEvaluatedOnce_WithGradients_AndItsLossReturned()
    {
        var parameter = new Parameter(Numbers.Of([2.0]));
        using var optimizer = SGD([parameter], 0.1);
        var calls = 0;
        using var _ = no_grad();
        var loss = optimizer.step(() =>
        {
            calls++;
            var objective = parameter.square().sum();
            objective.backward();
            return objective;
        });
        Assert.Equal(1, calls);
        Assert.Equal(4, loss.Value());
        Numbers.Close([2 - 0.1 * 4], parameter);
    }

    [Fact]
    public void Betas_AndMomentum_AreSetThroughTheGroup()
    {
        var parameter = With(1, 1);
        using var adam = Adam([parameter], lr: 0.1);
        Assert.Equal((0.9, 0.999), ((IBetas)adam).Betas);
        ((IBetas)adam.ParamGroups.Single()).Betas = (0.5, 0.6);
        Assert.Equal((0.5, 0.6), ((IBetas)adam.ParamGroups.Single()).Betas);
        using var sgd = SGD([parameter], 0.1, momentum: 0.3);
        Assert.Equal(0.3, ((IMomentum)sgd.ParamGroups.Single()).Momentum);
        ((IMomentum)sgd.ParamGroups.Single()).Momentum = 0.7;
        Assert.Equal(0.7, ((SGD.Options)sgd.state_dict().Options.Single()).momentum);
    }

    [Fact]
    public void TheStateDictionary_IsOrderedByGroup()
    {
        var parameters = Enumerable.Range(0, 3).Select(i => With(i, 1)).ToArray();
        using var optimizer = new Adam([new Adam.ParamGroup([parameters[0]]), new Adam.ParamGroup(parameters[1..], lr: 0.2)]);
        optimizer.step();
        var state = optimizer.state_dict();
        Assert.Equal(2, state.Options.Count);
        Assert.Equal(3, state.State.Count);
        Assert.Equal([[0], [1, 2]], state.StateIndexRef);
        Assert.All(state.State, entry => Assert.Equal(1, ((Adam.State)entry).step));
        Numbers.Close([0.1], ((Adam.State)state.State[2]).exp_avg);
    }

    [Fact]
    public void AWrongFile_IsRefused()
    {
        using var stream = new MemoryStream();
        SGD([With(1, 1)], 0.1).save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => Adam([With(1, 1)]).load_state_dict(new BinaryReader(stream)));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => SGD([With(1, 1), With(1, 1)], 0.1).load_state_dict(new BinaryReader(stream)));
        Assert.Throws<ArgumentException>(() => SGD([With(1, 1), With(1, 1)], 0.1).load_state_dict(SGD([With(1, 1)], 0.1).state_dict()));
    }

    [Fact]
    public void TheFile_IsTorchSharpsByteForByte()
    {
        using var optimizer = SGD([With(1, 3)], 0.25, momentum: 0.5);
        optimizer.step();
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        using var expected = new MemoryStream();
        using (var writer = new BinaryWriter(expected))
        {
            writer.Write("SGD");
            writer.Write([1, 1]);                                             // groups, states
            foreach (var value in new[] { 0.25, 0.25, 0.5, 0.0, 0.0 }) writer.Write(value);  // rates, momentum, dampening, weight decay
            writer.Write([0, 0]);                                             // Nesterov, maximize
            writer.Write([1, 7, 1, 1]);                                       // a buffer: float64, one dimension of one
            writer.Write(3.0);
        }
        Assert.Equal(expected.ToArray(), stream.ToArray());
    }

    [Fact]
    public void WrongOptions_AreRefused()
    {
        Parameter[] parameters = [With(1, 1)];
        Assert.Throws<ArgumentException>(() => SGD(parameters, -0.1));
        Assert.Throws<ArgumentException>(() => SGD(parameters, 0.1, momentum: -1));
        Assert.Throws<ArgumentException>(() => SGD(parameters, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => Adam(parameters, beta1: 1));
        Assert.Throws<ArgumentException>(() => AdamW(parameters, eps: -1));
    }

    private sealed class Sign : OptimizerHelper
    {
        public Sign(IEnumerable<Parameter> parameters) =>
            add_param_group(new ParamGroup<OptimizerOptions>(parameters, new OptimizerOptions { LearningRate = 0.1 }));

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
        {
            foreach (var parameter in group.Parameters) parameter.add_(parameter.grad!.sign(), alpha: -group.LearningRate);
        }, closure);

        public override void add_param_group(ParamGroup param_group) => (_parameter_groups ??= new List<ParamGroup>()).Add(param_group);
    }

    [Fact]
    public void AnOptimizerOfOnesOwn_HasGroupsToo()
    {
        var parameter = With(1, -3);
        using var optimizer = new Sign([parameter]);
        optimizer.step();
        Numbers.Close([1.1], parameter);
        optimizer.zero_grad();
        Numbers.Close([0], parameter.grad!);
    }
}
