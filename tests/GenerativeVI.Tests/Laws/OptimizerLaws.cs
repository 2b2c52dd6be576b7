using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>A training with any of torch's optimizers, stopped and taken up by other objects, is the undisturbed one to the last bit.</summary>
public sealed class OptimizerLaws
{
    private const int Steps = 7, Stop = 3;

    private static readonly Dictionary<string, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer>> All = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.01),
        ["SGD with momentum"] = p => optim.SGD(p, 0.01, momentum: 0.9),
        ["SGD with Nesterov's momentum"] = p => optim.SGD(p, 0.01, momentum: 0.9, nesterov: true),
        ["Adam"] = p => optim.Adam(p, 0.01),
        ["Adam with amsgrad"] = p => optim.Adam(p, 0.01, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 0.01),
        ["AdamW with amsgrad"] = p => optim.AdamW(p, 0.01, amsgrad: true),
        ["Adamax"] = p => optim.Adamax(p, 0.01),
        ["Adagrad"] = p => optim.Adagrad(p, 0.01),
        ["Adadelta"] = p => optim.Adadelta(p, 0.01),
        ["ASGD"] = p => optim.ASGD(p, 0.01),
        ["NAdam"] = p => optim.NAdam(p, 0.01),
        ["RAdam"] = p => optim.RAdam(p, 0.01),
        ["RMSprop"] = p => optim.RMSProp(p, 0.01),
        ["RMSprop, centred, with momentum"] = p => optim.RMSProp(p, 0.01, momentum: 0.9, centered: true),
        ["Rprop"] = p => optim.Rprop(p, 0.01),
        ["one-pass Adam"] = p => new OnePassAdam(p, 0.01),
    };

    public static TheoryData<string> Entries => new(All.Keys);

    [Fact]
    public void EveryOptimizerOfTorch_IsThere()
    {
        using var layer = nn.Linear(1, 1);
        var known = All.Values.Select(make => make(layer.parameters()).GetType().Name).ToHashSet();
        var torchs = typeof(optim.Optimizer).Assembly.GetExportedTypes().Where(type => typeof(TorchSharp.Modules.OptimizerHelper).IsAssignableFrom(type) && !type.IsAbstract).Select(type => type.Name);
        Assert.Empty(torchs.Except(known));
        Assert.True(known.Count >= 12, string.Join(" ", known));
    }

    [Fact]
    public void Lbfgs_IsRefused()
    {
        using var model = Network();
        using var data = Data();
        var phase = new Phase("fit", optim.LBFGS(model.parameters()), _ => throw new InvalidOperationException());
        Assert.Contains("LBFGS", Assert.Throws<ArgumentException>(() => new Trainer(model, [phase], new DataLoader(data, 4), new RandomStream(1))).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Entries))]
    public void StoppedAndResumed_IsTheUndisturbedTraining(string name) => Assert.Equal(Whole(name, dropout: false), Resumed(name, dropout: false));

    /// <summary>The steps on which threads are measured are taken back, from the optimizer's state too.</summary>
    [Theory, MemberData(nameof(Entries))]
    public void AfterAMeasurementOfThreads_ItIsTheSameTraining(string name)
    {
        using var folder = new TempFolder();
        using var all = new Threads(2);
        var whole = Whole(name, dropout: true);
        torch.random.manual_seed(1);
        Assert.Equal(whole, Train(name, folder["measured"], Steps, dropout: true, resumed: false, measured: true));
    }

    /// <summary>Torch's own dropout draws from the global generator, which is part of what a training is.</summary>
    [Fact]
    public void TorchsDropout_ResumesTheSame() => Assert.Equal(Whole("Adam", dropout: true), Resumed("Adam", dropout: true));

    private static byte[] Whole(string name, bool dropout)
    {
        using var folder = new TempFolder();
        torch.random.manual_seed(1);
        return Train(name, folder["whole"], Steps, dropout, resumed: false);
    }

    private static byte[] Resumed(string name, bool dropout)
    {
        using var folder = new TempFolder();
        torch.random.manual_seed(1);
        Train(name, folder["parts"], Stop, dropout, resumed: false);
        torch.random.manual_seed(2);
        return Train(name, folder["parts"], Steps, dropout, resumed: true);
    }

    private static byte[] Train(string name, string folder, int steps, bool dropout, bool resumed, bool measured = false)
    {
        using var scope = NewDisposeScope();
        using var data = Data();
        using var model = Network();
        using var noise = nn.Dropout(0.5);
        var phase = new Phase("fit", All[name](model.parameters()), step =>
        {
            var output = model.call(step.Batch.Value);
            return new Bound(null, -(dropout ? noise.call(output) : output).square().sum(-1), Guarantee.None);
        });
        var checkpoints = new Checkpoints(folder, everySteps: 1);
        using var trainer = new Trainer(model, [phase], new DataLoader(data, 4), new RandomStream(1), new TrainingPlan { Epochs = 10, MaximumSteps = steps }, checkpoints);
        if (resumed) Assert.True(checkpoints.LoadLatest(trainer));
        if (measured) trainer.MeasureThreads();
        trainer.Run();
        return [.. model.parameters().SelectMany(p => p.detach().bytes.ToArray())];
    }

    private static TensorData Data() => new(new RandomStream(3).Normal([10, 3]));

    private static Mlp Network() => new(3, [4], Activation.Tanh, new RandomStream(2));
}
