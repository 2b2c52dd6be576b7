using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Distinct<Parameter>(_internal_params, recurse ? child => child.named_parameters() : null);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                Distinct<Tensor>(Buffers.Where(entry => include_nonpersistent || entry.persistent).Select(entry => (entry.name, entry.buffer)),
                    recurse ? child => child.named_buffers(true, include_nonpersistent) : null);

            private IEnumerable<(string name, Tensor buffer, bool persistent)> Buffers
            {
                get
                {
                    foreach (var (name, (buffer, persistent)) in _internal_buffers) yield return (name, buffer, persistent);
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                named_children().Concat(named_children().SelectMany(child => child.module.named_modules().Select(entry => ($"{child.name}.{entry.name}",
                    entry.module))));

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);
            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var parameter) ? parameter : InChild(target, (child, rest) => child.get_parameter(rest));

            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var entry) ? entry.Item1 : InChild(target, (child, rest) => child.get_buffer(rest));

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            protected virtual (string name, Parameter parameter)[] _named_parameters() => [.. named_parameters()];
            protected virtual (string name, Tensor buffer)[] _named_buffers() => [.. named_buffers()];
            protected virtual Parameter[] _parameters(bool recurse = true) => [.. parameters(recurse)];

            // A tensor that stands under several names is listed under the first.
            private IEnumerable<(string, T)> Distinct<T>(IEnumerable<(string, T)> own, Func<Module, IEnumerable<(string, T)>>? ofChild) where T : Tensor
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (name, tensor) in own)
                    if (!tensor.IsInvalid && seen.Add(tensor.Handle)) yield return (name, tensor);
                if (ofChild is null) yield break;
                foreach (var (prefix, child) in named_children())
                    foreach (var (name, tensor) in ofChild(child))
                        if (seen.Add(tensor.Handle)) yield return ($"{prefix}.{name}", tensor);
            }

            private T? InChild<T>(string target, Func<Module, string, T?> find) where T : class
            {
                var dot = target.IndexOf('.');
                if (dot < 0) return null;
                var child = named_children().FirstOrDefault(entry => entry.name == target[..dot]).module;
                return child is null ? null : find(child, target[(dot + 1)..]);
            }
        }
    }
}
