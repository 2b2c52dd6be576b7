using Tests.NN;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Tests.Optim;

/// Every optimizer against its recurrence, written out for one number, on the objective ½ a θ² + b θ with a gradient a θ + b.
public class OptimizerTests
{
    private const int Steps = 6;
    private static readonly double[] Start = [1.0, -0.5, 2.0], Slope = [1.5, 0.25, 3.0], Offset = [0.2, -0.7, 0.0];

    private delegate IEnumerable<double> Recurrence(double theta, Func<double, double> gradient);

    private static readonly Dictionary<string, (Func<IEnumerable<Parameter>, Optimizer> Make, Recurrence Reference)> Cases = new()
    {
        ["SGD"] = (p => SGD(p, 0.1), (x, g) => Sgd(x, g, 0.1)),
        ["SGD, weight decay"] = (p => SGD(p, 0.1, weight_decay: 0.3), (x, g) => Sgd(x, g, 0.1, decay: 0.3)),
        ["SGD, momentum"] = (p => SGD(p, 0.1, momentum: 0.9), (x, g) => Sgd(x, g, 0.1, 0.9)),
        ["SGD, dampening"] = (p => SGD(p, 0.1, momentum: 0.9, dampening: 0.4), (x, g) => Sgd(x, g, 0.1, 0.9, 0.4)),
        ["SGD, Nesterov"] = (p => SGD(p, 0.1, momentum: 0.9, weight_decay: 0.05, nesterov: true), (x, g) => Sgd(x, g, 0.1, 0.9, decay: 0.05, nesterov: true)),
        ["SGD, maximize"] = (p => SGD(p, 0.1, maximize: true), (x, g) => Sgd(x, g, -0.1)),
        ["Adam"] = (p => Adam(p, 0.1), (x, g) => AdamLike(x, g, 0.1)),
        ["Adam, all options"] = (p => Adam(p, 0.1, 0.8, 0.95, 1e-3, 0.2, amsgrad: true), (x, g) => AdamLike(x, g, 0.1, 0.8, 0.95, 1e-3, 0.2, amsgrad: true)),
        ["Adam, maximize"] = (p => Adam(p, 0.1, weight_decay: 0.1, maximize: true), (x, g) => AdamLike(x, t => -g(t), 0.1, decay: 0.1)),
        ["AdamW"] = (p => AdamW(p, 0.1, weight_decay: 0.2), (x, g) => AdamLike(x, g, 0.1, decay: 0.2, decoupled: true)),
        ["AdamW, AMSGrad"] = (p => AdamW(p, 0.1, 0.7, 0.9, 1e-4, 0.1, amsgrad: true), (x, g) => AdamLike(x, g, 0.1, 0.7, 0.9, 1e-4, 0.1, true, true)),
        ["Adamax"] = (p => Adamax(p, 0.1), (x, g) => AdamaxLike(x, g, 0.1, 0.9, 0.999, 1e-8, 0)),
        ["Adamax, weight decay"] = (p => Adamax(p, 0.1, 0.8, 0.5, 1e-3, 0.2), (x, g) => AdamaxLike(x, g, 0.1, 0.8, 0.5, 1e-3, 0.2)),
        ["RMSProp"] = (p => RMSProp(p, 0.1), (x, g) => Rms(x, g, 0.1)),
        ["RMSProp, centered"] = (p => RMSProp(p, 0.1, alpha: 0.9, weight_decay: 0.1, centered: true),
            (x, g) => Rms(x, g, 0.1, 0.9, decay: 0.1, centered: true)),
        ["RMSProp, momentum"] = (p => RMSProp(p, 0.1, alpha: 0.5, eps: 1e-3, momentum: 0.9, maximize: true),
            (x, g) => Rms(x, t => -g(t), 0.1, 0.5, 1e-3, momentum: 0.9)),
        ["Adagrad"] = (p => Adagrad(p, 0.1), (x, g) => Ada(x, g, 0.1, 0, 0, 0, 1e-10)),
        ["Adagrad, all options"] = (p => Adagrad(p, 0.1, 0.05, 0.2, 0.3, 1e-4), (x, g) => Ada(x, g, 0.1, 0.05, 0.2, 0.3, 1e-4)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Steps_FollowTheRecurrence(string name)
    {
        var (make, reference) = Cases[name];
        var parameter = new Parameter(Numbers.Of(Start));
        using var optimizer = make([parameter]);
        var expected = Start.Select((theta, i) => reference(theta, x => Slope[i] * x + Offset[i]).Take(Steps).ToArray()).ToArray();
        for (var t = 0; t < Steps; t++)
        {
            Step(optimizer, parameter);
            Numbers.Close([.. expected.Select(trajectory => trajectory[t])], parameter);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void SavedAndLoaded_ItGoesOnAsBefore(string name)
    {
        var (first, second) = (new Parameter(Numbers.Of(Start)), new Parameter(Numbers.Of(Start)));
        var (one, two) = ((OptimizerHelper)Cases[name].Make([first]), (OptimizerHelper)Cases[name].Make([second]));
        for (var t = 0; t < 3; t++) Step(one, first);
        one.ParamGroups.Single().LearningRate = 0.03;
        using (no_grad()) second.copy_(first);

        using var stream = new MemoryStream();
        one.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        two.load_state_dict(new BinaryReader(stream));
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(0.03, two.ParamGroups.Single().LearningRate);
        Assert.All(one.state_dict().State.Zip(two.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));
        for (var t = 0; t < 3; t++)
        {
            Step(one, first);
            Step(two, second);
        }
        Numbers.Close(first, second);
        one.Dispose();
        Step(two, second);
    }

    [Theory, MemberData(nameof(Names))]
    public void AStateDict_IsCopied_NotShared(string name)
    {
        var (first, second) = (new Parameter(Numbers.Of(Start)), new Parameter(Numbers.Of(Start)));
        var (one, two) = ((OptimizerHelper)Cases[name].Make([first]), (OptimizerHelper)Cases[name].Make([second]));
        Step(one, first);
        Step(one, first);
        two.load_state_dict(one.state_dict());
        using (no_grad()) second.copy_(first);
        Step(one, first);
        Step(two, second);
        Numbers.Close(first, second);
    }

    [Theory, MemberData(nameof(Names))]
    public void State_SurvivesTheScopeOfAStep_AndLeavesNothingBehind(string name)
    {
        var parameter = new Parameter(Numbers.Of(Start));
        using var optimizer = Cases[name].Make([parameter]);
        for (var t = 0; t < 3; t++)
            using (NewDisposeScope()) Step(optimizer, parameter);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var t = 0; t < 3; t++)
            using (NewDisposeScope()) Step(optimizer, parameter);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Step(Optimizer optimizer, Parameter parameter)
    {
        optimizer.zero_grad();
        var loss = optimizer.step(() =>
        {
            var objective = (parameter * parameter * Numbers.Of(Slope) * 0.5 + parameter * Numbers.Of(Offset)).sum();
            objective.backward();
            return objective;
        });
        Assert.False(double.IsNaN(loss.Value()));
    }

    private static IEnumerable<double> Sgd(double theta, Func<double, double> gradient, double rate, double momentum = 0, double dampening = 0,
        double decay = 0, bool nesterov = false)
    {
        double? buffer = null;
        while (true)
        {
            var g = gradient(theta) + decay * theta;
            buffer = buffer is null ? g : momentum * buffer + (1 - dampening) * g;
            theta -= rate * (momentum == 0 ? g : nesterov ? g + momentum * buffer.Value : buffer.Value);
            yield return theta;
        }
    }

    private static IEnumerable<double> AdamLike(double theta, Func<double, double> gradient, double rate, double beta1 = 0.9, double beta2 = 0.999,
        double eps = 1e-8, double decay = 0,
        bool amsgrad = false, bool decoupled = false)
    {
        double mean = 0, square = 0, largest = 0;
        for (var t = 1; ; t++)
        {
            var g = gradient(theta) + (decoupled ? 0 : decay * theta);
            if (decoupled) theta *= 1 - rate * decay;
            mean = beta1 * mean + (1 - beta1) * g;
            square = beta2 * square + (1 - beta2) * g * g;
            largest = Math.Max(largest, square);
            var corrected = (amsgrad ? largest : square) / (1 - Math.Pow(beta2, t));
            theta -= rate * (mean / (1 - Math.Pow(beta1, t))) / (Math.Sqrt(corrected) + eps);
            yield return theta;
        }
    }

    private static IEnumerable<double> AdamaxLike(double theta, Func<double, double> gradient, double rate, double beta1, double beta2, double eps,
        double decay)
    {
        double mean = 0, largest = 0;
        for (var t = 1; ; t++)
        {
            var g = gradient(theta) + decay * theta;
            mean = beta1 * mean + (1 - beta1) * g;
            largest = Math.Max(beta2 * largest, Math.Abs(g) + eps);
            theta -= rate / (1 - Math.Pow(beta1, t)) * mean / largest;
            yield return theta;
        }
    }

    private static IEnumerable<double> Rms(double theta, Func<double, double> gradient, double rate, double alpha = 0.99, double eps = 1e-8,
        double decay = 0, double momentum = 0, bool centered = false)
    {
        double square = 0, mean = 0, buffer = 0;
        while (true)
        {
            var g = gradient(theta) + decay * theta;
            square = alpha * square + (1 - alpha) * g * g;
            mean = alpha * mean + (1 - alpha) * g;
            var step = g / (Math.Sqrt(square - (centered ? mean * mean : 0)) + eps);
            buffer = momentum * buffer + step;
            theta -= rate * (momentum > 0 ? buffer : step);
            yield return theta;
        }
    }

    private static IEnumerable<double> Ada(double theta, Func<double, double> gradient, double rate, double rateDecay, double decay, double start, double eps)
    {
        var sum = start;
        for (var t = 1; ; t++)
        {
            var g = gradient(theta) + decay * theta;
            sum += g * g;
            theta -= rate / (1 + (t - 1) * rateDecay) * g / (Math.Sqrt(sum) + eps);
            yield return theta;
        }
    }
}
