using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GenerativeVI.Tests.Architecture;

/// <summary>Everything that the types of an assembly use: bases, interfaces, constraints, the signatures of their members, and all that method bodies mention.</summary>
internal sealed class MetadataUses
{
    private static readonly Dictionary<int, OperandType> Operands =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly PEReader file;
    private readonly MetadataReader reader;
    private readonly TypeNames names;
    private readonly HashSet<Use> uses = [];
    private string user = "";

    private MetadataUses(PEReader file)
    {
        (this.file, reader) = (file, file.GetMetadataReader());
        names = new TypeNames(type => uses.Add(new Use(user, type)));
    }

    public static IReadOnlySet<Use> Of(PEReader file)
    {
        var collected = new MetadataUses(file);
        foreach (var type in collected.reader.TypeDefinitions) collected.Add(type);
        return collected.uses;
    }

    private void Add(TypeDefinitionHandle handle)
    {
        user = TypeNames.Of(reader, handle);
        var type = reader.GetTypeDefinition(handle);
        Visit(type.BaseType);
        foreach (var i in type.GetInterfaceImplementations()) Visit(reader.GetInterfaceImplementation(i).Interface);
        foreach (var field in type.GetFields()) reader.GetFieldDefinition(field).DecodeSignature(names, null);
        Constraints(type.GetGenericParameters());
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            method.DecodeSignature(names, null);
            Constraints(method.GetGenericParameters());
            if (method.RelativeVirtualAddress != 0) Body(file.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
            foreach (var constraint in reader.GetGenericParameter(parameter).GetConstraints()) Visit(reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void Body(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil) reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        foreach (var region in body.ExceptionRegions) Visit(region.CatchType);
        for (var code = body.GetILReader(); code.RemainingBytes > 0;)
        {
            int value = code.ReadByte();
            if (value == 0xFE) value = value << 8 | code.ReadByte();
            switch (Operands[value])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Visit(System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32(); // first: it moves the offset
                    code.Offset += 4 * targets;
                    break;
                case var operand:
                    code.Offset += Length(operand);
                    break;
            }
        }
    }

    private static int Length(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void Visit(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                names.GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0);
                break;
            case HandleKind.TypeReference:
                names.GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0);
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null);
                break;
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Member(method.GetDeclaringType(), method.Name);
                break;
            case HandleKind.FieldDefinition:
                var field = reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                Member(field.GetDeclaringType(), field.Name);
                break;
            case HandleKind.MethodSpecification:
                var specification = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(names, null);
                Visit(specification.Method);
                break;
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(names, null);
                else member.DecodeFieldSignature(names, null);
                Member(member.Parent, member.Name);
                break;
        }
    }

    private void Member(EntityHandle owner, StringHandle name)
    {
        Visit(owner);
        var type = owner.Kind switch
        {
            HandleKind.TypeDefinition => TypeNames.Of(reader, (TypeDefinitionHandle)owner),
            HandleKind.TypeReference => TypeNames.Of(reader, (TypeReferenceHandle)owner),
            HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)owner).DecodeSignature(names, null),
            _ => "",
        };
        uses.Add(new Use(user, type, reader.GetString(name)));
    }
}
