using System.Reflection;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A network whose layers have become Bayesian where they could, and what became of each.</summary>
/// <param name="Network">The network: the same object with other layers in it, or a new one where it was a layer or a sequence itself.</param>
/// <param name="Converted">The layers that have a posterior now, by their paths from the network, such as <c>blocks.0.fc</c>.</param>
/// <param name="Stayed">Layers with parameters that stayed as they were, and why, a sentence each.</param>
public sealed record BayesianTree(nn.Module<Tensor, Tensor> Network, IReadOnlyList<string> Converted, IReadOnlyList<string> Stayed)
{
    internal static BayesianTree Of(nn.Module<Tensor, Tensor> network, RandomStream random, BayesianLayerSettings? settings)
    {
        var (converted, stayed) = (new List<string>(), new List<string>());
        return new BayesianTree(At("", network, random), converted, stayed);

        nn.Module<Tensor, Tensor> At(string path, nn.Module<Tensor, Tensor> layer, RandomStream stream)
        {
            try
            {
                if (BayesianConversion.Layer(layer, stream, settings) is { } bayesian)
                {
                    converted.Add(path);
                    return bayesian;
                }
            }
            catch (ArgumentException refused)
            {
                stayed.Add($"{path}: {refused.Message}");
                return layer;
            }
            if (layer is TorchSharp.Modules.Sequential sequence)
                return nn.Sequential(sequence.named_children().Select(child => (child.name, child.module is nn.Module<Tensor, Tensor> inner
                    ? At(Join(path, child.name), inner, stream.Split(child.name))
                    : throw new ArgumentException($"{child.name}: expected a layer from one tensor to one tensor, got {child.module.GetType().Name}."))).ToArray());
            Within(path, layer, stream);
            return layer;
        }

        // The layers of somebody's own module stand in its fields, where torch finds them by reflection, too.
        void Within(string path, nn.Module owner, RandomStream stream)
        {
            if (owner.named_children().Any() is false && owner.parameters(recurse: false).Any()) stayed.Add($"{path}: {owner.GetType().Name} has no Bayesian form here.");
            foreach (var (name, child) in owner.named_children().ToArray())
            {
                var place = Join(path, name);
                if (child is not nn.Module<Tensor, Tensor> layer)
                {
                    Within(place, child, stream.Split(name));
                    continue;
                }
                var field = Fields(owner.GetType()).FirstOrDefault(field => ReferenceEquals(field.GetValue(owner), layer));
                // What has to be replaced must have a place that takes another type.
                if (field is null || !field.FieldType.IsAssignableFrom(typeof(nn.Module<Tensor, Tensor>)))
                {
                    if (BayesianConversion.IsConvertible(layer))
                        stayed.Add($"{place}: it stands {(field is null ? "in no field of its own" : $"in a field of the type {field.FieldType.Name}")}; declare the field as nn.Module<Tensor, Tensor>, or build the module of Bayesian layers.");
                    else Within(place, layer, stream.Split(name));
                    continue;
                }
                var made = At(place, layer, stream.Split(name));
                if (ReferenceEquals(made, layer)) continue;
                field.SetValue(owner, made);
                // A name that is taken is refused, and null frees it.
                owner.register_module(name, null!);
                owner.register_module(name, made);
            }
        }
    }

    private static IEnumerable<FieldInfo> Fields(Type? type) => type is null ? [] :
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Concat(Fields(type.BaseType));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
