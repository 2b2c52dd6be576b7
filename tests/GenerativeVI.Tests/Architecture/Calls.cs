using System.Reflection;
using System.Reflection.Emit;

namespace GenerativeVI.Tests.Architecture;

/// <summary>Which methods the methods of an assembly call, read from their instructions.</summary>
internal static class Calls
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Every method and constructor of an assembly with those that it calls.</summary>
    public static IReadOnlyDictionary<MethodBase, MethodBase[]> Of(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        .ToDictionary(method => method, method => In(method).ToArray());

    private static IEnumerable<MethodBase> In(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = value << 8 | code[at++];
            var operand = Codes[value].OperandType;
            if (operand == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    // A generic method as it was declared.
    private static MethodBase? Resolve(MethodBase caller, int token)
    {
        var types = caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var called = caller.Module.ResolveMethod(token, types, caller.IsGenericMethod ? caller.GetGenericArguments() : null);
        if (called is MethodInfo { IsGenericMethod: true } generic) called = generic.GetGenericMethodDefinition();
        return called?.DeclaringType is { IsConstructedGenericType: true } constructed
            ? constructed.GetGenericTypeDefinition().Module.ResolveMethod(called.MetadataToken)
            : called;
    }
}
