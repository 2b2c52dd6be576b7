using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GenerativeVI.Tests.Architecture;

/// <summary>An assembly's public members, a line each: what a change of the API is reviewed by.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => !IsCompilers(type)).SelectMany(type => type.GetMembers(Declared).Select(Line).OfType<string>().Select(line => $"{Full(type)} :: {line}").Prepend(Header(type))).Order(StringComparer.Ordinal)];

    private static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "sealed class";
        var bases = type.GetInterfaces().Where(i => Repository.Libraries.Contains(i.Assembly)).Select(Name).Order(StringComparer.Ordinal);
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object)) bases = bases.Prepend(Name(parent)).Order(StringComparer.Ordinal);
        var list = string.Join(", ", bases);
        return $"{Full(type)}{(list == "" ? "" : $" : {list}")} ({kind})";
    }

    private static string? Line(MemberInfo member) => member switch
    {
        MethodBase method when Hidden(method) => null,
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true, Name: var name } when !name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method => $"{Modifiers(method)}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property when property.GetMethod is { } get && !(Inaccessible(get) || property.Name == "EqualityContract") =>
            $"{Modifiers(get)}{Name(property.PropertyType, Nullability.Create(property))} {property.Name} {{ get;{Setter(property.SetMethod)} }}",
        FieldInfo { IsPublic: true, IsSpecialName: false } field => field.IsLiteral
            ? string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {field.GetRawConstantValue()}")
            : $"field {Name(field.FieldType, Nullability.Create(field))} {field.Name}",
        EventInfo raised => $"event {Name(raised.EventHandlerType!)} {raised.Name}",
        _ => null,
    };

    // What stands for an extension block.
    private static bool IsCompilers(Type type) => type.Name.StartsWith('<') || (type.DeclaringType is { } outer && IsCompilers(outer));

    private static bool Inaccessible(MethodBase method) => !(method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    // What a compiler adds to records, and overrides, are no news to a reader.
    private static bool Hidden(MethodBase method) =>
        Inaccessible(method) || method is MethodInfo m && (m.IsDefined(typeof(CompilerGeneratedAttribute)) || (m.GetBaseDefinition() != m && !m.IsSpecialName))
        || method is ConstructorInfo c && (c.IsStatic || c.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static string Setter(MethodInfo? setter) =>
        setter is null || Inaccessible(setter) ? "" : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")
        + $"{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}" + (parameter.HasDefaultValue ? $" = {Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) ?? "null"}" : "")));

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(g => g.Name))}>" : "";

    private static string Full(Type type) => (type.IsNested ? Full(type.DeclaringType!) + "." : type.Namespace + ".") + Name(type);

    private static string Name(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!, nullability)}";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Name(underlying)}?";
        var mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsArray) return $"{Name(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        if (!type.IsGenericType) return type.Name + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) => Name(argument, nullability is { } n && i < n.GenericTypeArguments.Length ? n.GenericTypeArguments[i] : null));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
