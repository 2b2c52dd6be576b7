using TorchSharp.Utils;

namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

/// <summary>Parameter groups with options, a state for each parameter, and both in files.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;
    protected OrderedDict<IntPtr, OptimizerState> _state = new();

    public OptimizerHelper() : base(IntPtr.Zero) { }

    private protected OptimizerHelper(OptimizerOptions defaults, double lr, IEnumerable<ParamGroup> groups) : this()
    {
        if (lr < 0) throw new ArgumentException($"{GetType().Name}: the learning rate must not be negative, got {lr}.");
        defaults.Check(GetType().Name);
        _defaults = defaults;
        (defaults.LearningRate, defaults.InitialLearningRate) = (lr, lr);
        foreach (var group in groups) add_param_group(group);
    }

    // An optimizer of one's own leaves these alone and overrides add_param_group.
    private protected virtual OptimizerOptions? NewOptions() => null;
    private protected virtual OptimizerState? NewState(Parameter parameter) => null;

    public override void add_param_group(ParamGroup param_group)
    {
        _parameter_groups.Add(param_group);
        if (NewOptions() is not { } options) return;
        param_group.Options ??= options;
        param_group.Options.FillFrom(_defaults);
        param_group.InitialLearningRate = param_group.LearningRate;
        param_group.Parameters = [.. param_group.Parameters];
        foreach (var parameter in param_group.Parameters)
        {
            var state = NewState(parameter)!;
            state.Initialize(param_group.Options);
            _state[parameter.Handle] = state;
        }
    }

    protected Tensor _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
            using (enable_grad()) loss = loss_closure();
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups) body((T)group);
        return loss!;
    }

    // One step of every parameter that has a gradient.
    private protected Tensor Each<TOptions, TState>(Func<Tensor>? closure, Action<TOptions, TState, Parameter, Tensor> update)
        where TOptions : OptimizerOptions where TState : OptimizerState =>
        _step<ParamGroup>(group =>
        {
            var options = (TOptions)group.Options;
            foreach (var parameter in group.Parameters)
            {
                using var gradient = parameter.grad;
                if (gradient is not null) update(options, (TState)_state[parameter.Handle], parameter, gradient);
            }
        }, closure);

    // The gradient with the penalty ½ λ θ² added; the same tensor where λ = 0.
    private protected static Tensor Decayed(Tensor gradient, Parameter parameter, double decay) =>
        decay == 0 ? gradient : gradient.add(parameter, alpha: decay);

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            result.Options.Add(group.Options);
            var first = result.State.Count;
            result.State.AddRange(group.Parameters.Select(parameter => _state[parameter.Handle]));
            result.StateIndexRef.Add([.. Enumerable.Range(first, result.State.Count - first)]);
        }
        return result;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = Fitting(state_dict.Options.Count, state_dict.State.Count);
        foreach (var (target, source) in own.Options.Zip(state_dict.Options))
            if (!ReferenceEquals(target, source)) target.LoadStateDict(source);
        foreach (var (target, source) in own.State.Zip(state_dict.State))
            if (!ReferenceEquals(target, source)) target.LoadStateDict(source);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    /// <summary>The format: the optimizer's name, the numbers of groups and of states (LEB128), then each group's options and each state.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var state = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(state.Options.Count);
        writer.Write7BitEncodedInt64(state.State.Count);
        foreach (var options in state.Options) options.SaveStateDict(writer);
        foreach (var entry in state.State) entry.SaveStateDict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name) throw new InvalidDataException($"The saved state is of the optimizer {name}, not of {GetType().Name}.");
        var own = Fitting(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var entry in own.State) entry.LoadStateDict(reader);
    }

    public void to(Device device)
    {
        foreach (var state in _state.values()) state.to(device);
    }

    private protected override void ReleaseStates()
    {
        foreach (var state in _state.values()) (state as IDisposable)?.Dispose();
    }

    private StateDictionary Fitting(long groups, long states)
    {
        var own = state_dict();
        if (groups != own.Options.Count || states != own.State.Count)
            throw new ArgumentException($"The state has {groups} groups and {states} parameters, the optimizer {own.Options.Count} and {own.State.Count}.");
        return own;
    }
}
