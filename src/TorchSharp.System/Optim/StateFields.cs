using System.Reflection;

namespace TorchSharp.Modules;

using static TorchSharp.torch;

/// <summary>
/// The public fields of an optimizer's options or state, in the order in which they are written: numbers, truth values, and tensors, of which those marked
/// [Sometimes] may be missing and are written with a flag before them.
/// </summary>
internal sealed class StateFields
{
    internal static readonly StateFields None = new([]);
    private readonly FieldInfo[] fields;

    private StateFields(FieldInfo[] fields) => this.fields = fields;

    internal static StateFields Of<T>() =>
        new([.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(field => field.MetadataToken)]);

    internal void Save(object owner, BinaryWriter writer)
    {
        foreach (var field in fields)
            switch (field.GetValue(owner))
            {
                case long number: writer.Write(number); break;
                case double number: writer.Write(number); break;
                case bool truth: writer.Write(truth); break;
                case var tensor when IsConditional(field): OptimizerState.SaveConditional(writer, (Tensor?)tensor); break;
                case Tensor tensor: tensor.Save(writer); break;
                default: throw new InvalidOperationException($"The option {field.Name} has no value.");
            }
    }

    internal void Load(object owner, BinaryReader reader, Device device)
    {
        foreach (var field in fields)
            if (field.FieldType == typeof(long)) field.SetValue(owner, reader.ReadInt64());
            else if (field.FieldType == typeof(double) || field.FieldType == typeof(double?)) field.SetValue(owner, reader.ReadDouble());
            else if (field.FieldType == typeof(bool?)) field.SetValue(owner, reader.ReadBoolean());
            else if (IsConditional(field)) field.SetValue(owner, OptimizerState.LoadConditional(reader, (Tensor?)field.GetValue(owner), device));
            else Replace(field, owner, Kept(TensorExtensionMethods.Load(reader), device));
    }

    internal void Copy(object source, object target, Device device)
    {
        foreach (var field in fields)
            if (field.GetValue(source) is var value && field.FieldType != typeof(Tensor)) field.SetValue(target, value);
            else Replace(field, target, value is null ? null : Kept(((Tensor)value).clone(), device));
    }

    internal void Fill(object target, object defaults)
    {
        foreach (var field in fields)
            if (field.GetValue(target) is null) field.SetValue(target, field.GetValue(defaults));
    }

    internal bool Close(object first, object second) => fields.All(field => (field.GetValue(first), field.GetValue(second)) switch
    {
        (Tensor a, Tensor b) => a.allclose(b),
        var (a, b) => Equals(a, b),
    });

    internal void Dispose(object owner)
    {
        foreach (var field in fields) (field.GetValue(owner) as Tensor)?.Dispose();
    }

    internal void Check(object options, string optimizer)
    {
        foreach (var field in fields)
        {
            if (field.GetValue(options) is not double value) continue;
            if (value < 0) throw new ArgumentException($"{optimizer}: {field.Name} must not be negative, got {value}.");
            if (value >= 1 && field.Name is "beta1" or "beta2") throw new ArgumentException($"{optimizer}: {field.Name} must be below one, got {value}.");
        }
    }

    /// <summary>The tensor on the device, owned by no scope.</summary>
    internal static Tensor Kept(Tensor tensor, Device device)
    {
        var moved = tensor.to(device);
        if (moved.Handle != tensor.Handle) tensor.Dispose();
        return moved.DetachFromDisposeScope();
    }

    private static bool IsConditional(FieldInfo field) => field.IsDefined(typeof(SometimesAttribute));

    private static void Replace(FieldInfo field, object owner, Tensor? value)
    {
        (field.GetValue(owner) as Tensor)?.Dispose();
        field.SetValue(owner, value);
    }
}

/// <summary>A tensor that an optimizer's state has with some options only.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class SometimesAttribute : Attribute;
