using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GenerativeVI.Tests.Architecture;

/// <summary>What would let the toolkit reach past TorchSharp's public API, or differ between its two builds.</summary>
internal static partial class Forbidden
{
    private static readonly string[] C = ["libc", "libc.so.6"];

    private static readonly string[] BackDoors =
    [
        "System.Runtime.CompilerServices.InternalsVisibleToAttribute", "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", "System.Runtime.CompilerServices.UnsafeAccessorAttribute",
    ];

    private static readonly string[] NativeCalls = ["GetExport", "TryGetExport", "GetDelegateForFunctionPointer", "SetDllImportResolver"];

    /// <summary>In a compiled assembly: other assemblies' internals, and native code other than libc.</summary>
    public static IEnumerable<string> In(PEReader file)
    {
        var reader = file.GetMetadataReader();
        foreach (var handle in reader.MethodDefinitions)
        {
            var import = reader.GetMethodDefinition(handle).GetImport();
            if (!import.Module.IsNil && reader.GetString(reader.GetModuleReference(import.Module).Name) is var module && !C.Contains(module))
                yield return $"{reader.GetString(reader.GetMethodDefinition(handle).Name)} is imported from {module}";
        }
        foreach (var type in reader.TypeReferences.Select(handle => TypeNames.Of(reader, handle)).Distinct())
            if (BackDoors.Contains(type)) yield return $"uses {type}";
        foreach (var name in reader.MemberReferences.Select(handle => reader.GetString(reader.GetMemberReference(handle).Name)).Distinct())
            if (NativeCalls.Contains(name)) yield return $"calls {name}";
    }

    /// <summary>In a source file: conditional compilation.</summary>
    public static IEnumerable<string> InSource(string path, string text) => Directive().Matches(text).Select(m => $"{path}: {m.Value.Trim()}");

    /// <summary>In a project file: source, symbols or friends that depend on how it is built.</summary>
    public static IEnumerable<string> InProject(string path, string text) =>
        XDocument.Parse(text).Descendants().Where(e => e.Name.LocalName is "Compile" or "DefineConstants" or "InternalsVisibleTo").Select(e => $"{path}: {e.Name.LocalName}");

    [GeneratedRegex(@"^\s*#\s*(if|elif|else|endif|define|undef)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
