using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.PortableExecutable;

namespace GenerativeVI.Tests.Architecture;

/// <summary>An assembly made in memory, to show a check something that it must find.</summary>
internal static class SmallAssembly
{
    public static PEReader Read(Action<ModuleBuilder> define, params CustomAttributeBuilder[] attributes)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Small"), typeof(object).Assembly, attributes);
        define(assembly.DefineDynamicModule("Small"));
        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return new PEReader(stream);
    }
}
