using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

return args is [var assembly, var library] ? Redirection.Apply(assembly, library) : throw new ArgumentException("usage: CallRedirection ASSEMBLY LIBRARY");

/// <summary>
/// Directs the calls of one library's methods in an assembly to the assembly's own methods of the same name, parameters and
/// result that stand in a class marked [RedirectsCalls]. A call is an opcode and a token of four bytes, so both are changed
/// in place: offsets, symbols and metadata stay as the compiler wrote them. Done twice, it changes nothing.
/// </summary>
internal static class Redirection
{
    private const string Marker = "RedirectsCallsAttribute";
    private const byte Prefix = 0xfe;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>Changes the file of an assembly.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="library">The simple name of the library whose methods are replaced.</param>
    /// <returns>0, the exit code.</returns>
    public static int Apply(string assembly, string library)
    {
        var image = File.ReadAllBytes(assembly);
        var changed = 0;
        using var file = new PEReader(ImmutableArray.Create(image));
        var reader = file.GetMetadataReader();
        var redirecting = reader.TypeDefinitions.Where(type => IsMarked(reader, type)).ToHashSet();
        var own = redirecting.SelectMany(type => reader.GetTypeDefinition(type).GetMethods())
            .ToDictionary(method => Signature(reader, method), method => MetadataTokens.GetToken(method));
        var tokens = reader.MemberReferences.Where(handle => Signature(reader, handle, library) is { } member && own.ContainsKey(member))
            .ToDictionary(handle => MetadataTokens.GetToken(handle), handle => own[Signature(reader, handle, library)!]);
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            var address = method.RelativeVirtualAddress;
            if (address == 0 || redirecting.Contains(method.GetDeclaringType())) continue;
            changed += Redirect(image, Offset(file.PEHeaders, address), file.GetMethodBody(address).GetILBytes()!.Length, tokens);
        }
        if (changed > 0) File.WriteAllBytes(assembly, image);
        return 0;
    }

    private static bool IsMarked(MetadataReader reader, TypeDefinitionHandle type) => reader.GetTypeDefinition(type).GetCustomAttributes()
        .Select(handle => reader.GetCustomAttribute(handle).Constructor).Where(constructor => constructor.Kind == HandleKind.MethodDefinition)
        .Select(constructor => reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType())
        .Any(attribute => reader.GetString(reader.GetTypeDefinition(attribute).Name) == Marker);

    // Where a method's instructions begin: behind a header of one byte, or of twelve (ECMA-335, II.25.4).
    private static int Offset(PEHeaders headers, int address)
    {
        var section = headers.SectionHeaders[headers.GetContainingSectionIndex(address)];
        return section.PointerToRawData + address - section.VirtualAddress;
    }

    private static int Redirect(byte[] image, int header, int length, Dictionary<int, int> tokens)
    {
        const byte call = 0x28, virtualCall = 0x6f, functionPointer = 0x06;
        var at = header + ((image[header] & 3) == 2 ? 1 : 12);
        var (end, changed) = (at + length, 0);
        while (at < end)
        {
            var code = image[at];
            var isFunctionPointer = code == Prefix && image[at + 1] == functionPointer;
            if ((code == call || code == virtualCall || isFunctionPointer) && tokens.TryGetValue(BitConverter.ToInt32(image, at + (isFunctionPointer ? 2 : 1)), out var token))
            {
                if (code == virtualCall) image[at] = call;
                BitConverter.GetBytes(token).CopyTo(image, at + (isFunctionPointer ? 2 : 1));
                changed++;
            }
            at += Size(image, at);
        }
        return changed;
    }

    // An instruction with its operand.
    private static int Size(byte[] image, int at)
    {
        var isLong = image[at] == Prefix;
        var start = at + (isLong ? 2 : 1);
        return start - at + Operands[isLong ? (Prefix << 8) | image[at + 1] : image[at]] switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(image, start)),
            _ => 4,
        };
    }

    private static string Signature(MetadataReader reader, MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        var signature = method.DecodeSignature(new Names(), null);
        return $"{signature.ReturnType} {reader.GetString(method.Name)}({string.Join(", ", signature.ParameterTypes)})";
    }

    // Of a member of the library; the instance is the first parameter. Null for anything else.
    private static string? Signature(MetadataReader reader, MemberReferenceHandle handle, string library)
    {
        var member = reader.GetMemberReference(handle);
        if (member.GetKind() != MemberReferenceKind.Method || member.Parent.Kind != HandleKind.TypeReference) return null;
        var type = (TypeReferenceHandle)member.Parent;
        if (Scope(reader, type) != library) return null;
        var signature = member.DecodeMethodSignature(new Names(), null);
        var parameters = signature.Header.IsInstance ? signature.ParameterTypes.Insert(0, Names.Of(reader, type)) : signature.ParameterTypes;
        return $"{signature.ReturnType} {reader.GetString(member.Name)}({string.Join(", ", parameters)})";
    }

    private static string? Scope(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind == HandleKind.TypeReference ? Scope(reader, (TypeReferenceHandle)scope)
            : scope.Kind == HandleKind.AssemblyReference ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) : null;
    }

    private sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public static string Of(MetadataReader reader, TypeReferenceHandle handle)
        {
            var type = reader.GetTypeReference(handle);
            var name = reader.GetString(type.Name);
            return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{Of(reader, (TypeReferenceHandle)type.ResolutionScope)}/{name}"
                : $"{reader.GetString(type.Namespace)}.{name}";
        }

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";
        public string GetByReferenceType(string elementType) => $"{elementType}&";
        public string GetFunctionPointerType(MethodSignature<string> signature) => $"{signature.ReturnType}*({string.Join(", ", signature.ParameterTypes)})";
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";
        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";
        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
        public string GetPinnedType(string elementType) => elementType;
        public string GetPointerType(string elementType) => $"{elementType}*";
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();
        public string GetSZArrayType(string elementType) => $"{elementType}[]";
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => $"own {reader.GetString(reader.GetTypeDefinition(handle).Name)}";
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
