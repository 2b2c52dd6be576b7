using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// What holds parameters, buffers and submodules under names. A constructor ends with RegisterComponents(), which finds them by reflection among the
        /// fields.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected string? name;
            private bool registered, disposed;

            protected Module(string? name) => this.name = name;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name.Split('`')[0] : name;

            public bool training { get; private set; } = true;

            public virtual void train(bool train = true)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                training = train;
                foreach (var child in children()) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children()) child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || disposed) return;
                disposed = true;
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer.Dispose();
                foreach (var (_, parameter) in _internal_params) parameter.Dispose();
                foreach (var (_, child) in _internal_submodules) child.Dispose();
            }

            /// <summary>
            /// Registers the modules, parameters and buffers among the fields: those of the most derived class first, then what its bases keep private; a
            /// base's field that a derived class hides is passed over.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                foreach (var field in Fields())
                {
                    var component = ComponentName(field);
                    if (_internal_submodules.ContainsKey(component) || _internal_params.ContainsKey(component)
                        || _internal_buffers.ContainsKey(component)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(component, module); break;
                        case Parameter parameter: register_parameter(component, parameter); break;
                        case Tensor tensor: register_buffer(component, tensor); break;
                    }
                }
                registered = true;
            }

            private IEnumerable<FieldInfo> Fields()
            {
                var seen = new HashSet<string>();
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                    foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                        if (seen.Add(field.Name)) yield return field;
            }

            private static string ComponentName(FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null || submodule.disposed)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"A module's name must not be empty or contain a dot: '{name}'.");
                if (_internal_submodules.ContainsKey(name)) throw new InvalidOperationException($"{GetName()} has a submodule '{name}' already.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (_internal_params.ContainsKey(name)) throw new InvalidOperationException($"{GetName()} has a parameter '{name}' already.");
                _internal_params.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (_internal_buffers.ContainsKey(name)) throw new InvalidOperationException($"{GetName()} has a buffer '{name}' already.");
                _internal_buffers.Add(name, (tensor, persistent));
            }

            protected void ConditionallyRegisterParameter(string name, Tensor? value) => ConditionallyRegisterParameter(name, value as Parameter);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) _internal_params.Remove(name);
                else _internal_params[name] = value;
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) _internal_buffers.Remove(name);
                else _internal_buffers[name] = (value, persistent);
            }

            protected void ClearModules() => _internal_submodules.Clear();

            // A layer's parameters and buffers live in the dictionaries alone: its properties read and write them by their own names.
            private protected Parameter? Own([CallerMemberName] string name = "") => _internal_params.TryGetValue(name, out var parameter) ? parameter : null;

            private protected void Own(Parameter? value, [CallerMemberName] string name = "")
            {
                var old = Own(name);
                if (ReferenceEquals(old, value)) return;
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, value);
                old?.Dispose();
            }

            private protected Tensor? OwnBuffer([CallerMemberName] string name = "") =>
                _internal_buffers.TryGetValue(name, out var entry) ? entry.Item1 : null;

            private protected void OwnBuffer(Tensor? value, [CallerMemberName] string name = "")
            {
                var old = OwnBuffer(name);
                if (ReferenceEquals(old, value)) return;
                value?.DetachFromDisposeScope();
                ConditionallyRegisterBuffer(name, value);
                old?.Dispose();
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());
        }
    }
}
