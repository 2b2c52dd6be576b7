using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace GenerativeVI.Tests.Architecture;

/// <summary>One source, two builds: the toolkit is written against TorchSharp's public API and nothing else.</summary>
public sealed class TwoBuildsTests
{
    private static readonly string[] Toolkit = ["src/GenerativeVI", "src/GenerativeVI.Cli"];

    [Fact]
    public void TheToolkit_ReachesForNothingButPublicMembers()
    {
        using var library = Repository.Library();
        using var commandLine = Repository.CommandLine();
        Assert.Empty(Forbidden.In(library).Concat(Forbidden.In(commandLine)));
    }

    [Fact]
    public void TheStandIn_OpensItsInternalsToNobody()
    {
        var friends = typeof(Tensor).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName);
        Assert.DoesNotContain(friends, name => name.StartsWith("GenerativeVI", StringComparison.Ordinal) || name.StartsWith("gvi", StringComparison.Ordinal));
    }

    [Fact]
    public void TheToolkitsSource_IsTheSameInBothBuilds() =>
        Assert.Empty(Repository.Sources(Toolkit).SelectMany(source => Forbidden.InSource(source.Key, source.Value)));

    [Fact]
    public void TheToolkitsProjects_CompileTheSameFilesInBothBuilds()
    {
        string[] projects =
        [
            .. Toolkit.SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*.csproj")), .. Directory.GetFiles(Repository.Root, "Directory.*.props"),
            .. Directory.GetFiles(Repository.Root, "Directory.*.targets"),
        ];
        Assert.True(projects.Length >= 4);
        Assert.Empty(projects.SelectMany(path => Forbidden.InProject(path, File.ReadAllText(path))));
    }

    /// <summary>TorchSharp.Modules has a Normal, a Bernoulli and a DataLoader of its own, which the stand-in lacks: only the package build would find such a name ambiguous.</summary>
    [Fact]
    public void TorchsModules_AreNamedOneByOne() =>
        Assert.Empty(Repository.Sources(Toolkit).Where(source => source.Value.Contains("using TorchSharp.Modules;", StringComparison.Ordinal)).Select(source => source.Key));

    [Theory]
    [InlineData("libLibTorchSharp")]
    [InlineData("generativevi-shim")]
    [InlineData("libtorch_cpu.so")]
    public void AnImportFromAnythingButLibc_IsFound(string module)
    {
        using var assembly = SmallAssembly.Read(builder => Import(builder, "at_add", module));
        Assert.Equal([$"at_add is imported from {module}"], Forbidden.In(assembly));
    }

    [Theory]
    [InlineData("libc")]
    [InlineData("libc.so.6")]
    public void AnImportFromLibc_IsAllowed(string module)
    {
        using var assembly = SmallAssembly.Read(builder => Import(builder, "mallopt", module));
        Assert.Empty(Forbidden.In(assembly));
    }

    [Fact]
    public void ACallThroughAFunctionPointer_IsFound()
    {
        using var assembly = SmallAssembly.Read(builder =>
        {
            var type = builder.DefineType("Native", TypeAttributes.Public);
            var code = type.DefineMethod("Find", MethodAttributes.Public | MethodAttributes.Static, typeof(nint), [typeof(nint), typeof(string)]).GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Call, typeof(System.Runtime.InteropServices.NativeLibrary).GetMethod("GetExport")!);
            code.Emit(OpCodes.Ret);
            type.CreateType();
        });
        Assert.Equal(["calls GetExport"], Forbidden.In(assembly));
    }

    [Fact]
    public void FriendAssemblies_AreFound()
    {
        var friend = new CustomAttributeBuilder(typeof(InternalsVisibleToAttribute).GetConstructor([typeof(string)])!, ["Other"]);
        using var assembly = SmallAssembly.Read(_ => { }, friend);
        Assert.Equal(["uses System.Runtime.CompilerServices.InternalsVisibleToAttribute"], Forbidden.In(assembly));
    }

    [Theory]
    [InlineData("int a;\n#if SYSTEM_TORCH\nint b;\n#endif\n", 2)]
    [InlineData("  # if DEBUG\n#else\n#endif", 3)]
    [InlineData("#define SYSTEM\n", 1)]
    [InlineData("// #if is not used\nvar s = \"a #if in a string\";\n#pragma warning disable CS1591\n#region x\n", 0)]
    public void ConditionalSource_IsFound(string source, int count) => Assert.Equal(count, Forbidden.InSource("A.cs", source).Count());

    [Theory]
    [InlineData("<Project><ItemGroup Condition=\"'$(TorchBuild)' == 'system'\"><Compile Include=\"a.cs\" /></ItemGroup></Project>", "Compile")]
    [InlineData("<Project><PropertyGroup><DefineConstants>SYSTEM</DefineConstants></PropertyGroup></Project>", "DefineConstants")]
    [InlineData("<Project><ItemGroup><InternalsVisibleTo Include=\"Tests\" /></ItemGroup></Project>", "InternalsVisibleTo")]
    public void ConditionalProjects_AreFound(string project, string what) => Assert.Equal([$"a.csproj: {what}"], Forbidden.InProject("a.csproj", project));

    private static void Import(ModuleBuilder builder, string name, string module)
    {
        var type = builder.DefineType("Native", TypeAttributes.Public);
        type.DefinePInvokeMethod(
            name, module, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.PinvokeImpl, CallingConventions.Standard, typeof(void), [],
            System.Runtime.InteropServices.CallingConvention.Cdecl, System.Runtime.InteropServices.CharSet.Ansi);
        type.CreateType();
    }
}
