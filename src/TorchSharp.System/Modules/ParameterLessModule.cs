namespace TorchSharp.Modules;

using static TorchSharp.torch;

public interface IParameterLessModule;

/// <summary>A module without parameters, buffers or submodules: there is nothing to move, and nothing may be registered.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string? name) : base(name) { }
    private protected ParameterLessModule() : base(null) { }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;
    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;
    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refuse("buffer", name);
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refuse("parameter", name);
    public override void register_module(string name, nn.Module? submodule) => throw ParameterLess.Refuse("module", name);
}

/// <summary>The same with two arguments.</summary>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string? name) : base(name) { }
    private protected ParameterLessModule() : base(null) { }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;
    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;
    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refuse("buffer", name);
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refuse("parameter", name);
    public override void register_module(string name, nn.Module? submodule) => throw ParameterLess.Refuse("module", name);
}

internal static class ParameterLess
{
    internal static InvalidOperationException Refuse(string kind, string name) => new($"A module declared parameter-less cannot hold the {kind} '{name}'.");
}
