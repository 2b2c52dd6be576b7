using System.Reflection;
using System.Reflection.Emit;

namespace GenerativeVI.Tests.Architecture;

public sealed class LayeringTests
{
    private static readonly Chapters Chapters = Chapters.Read(Repository.Read("src/README.md"));

    [Fact]
    public void NoChapter_UsesALaterOne()
    {
        var places = Chapters.OfTypes(Repository.Sources(Repository.LibraryFolders));
        foreach (var library in Repository.Libraries)
        {
            using var file = Repository.Open(library);
            var uses = MetadataUses.Of(file);
            Assert.True(uses.Count > 1000, "the metadata was hardly read");
            // Of a name that both libraries have, a library means its own.
            Assert.Empty(Chapters.Violations(uses, type => Place(type, library)));
        }

        string? Place(string type, Assembly library) => Plain(type) is var name && places.Contains(name)
            ? places[name].OrderBy(place => place.StartsWith($"{library.GetName().Name}/", StringComparison.Ordinal) ? 0 : 1).First() : null;

        static string Plain(string type) => type.Split('`')[0];
    }

    [Fact]
    public void EveryPublicType_IsInAChapter()
    {
        var places = Chapters.OfTypes(Repository.Sources(Repository.LibraryFolders));
        var types = Repository.Libraries.SelectMany(library => library.GetExportedTypes()).Where(type => !type.IsNested).ToArray();
        Assert.True(types.Length > 300);
        Assert.Empty(types.Where(type => !places[type.FullName!.Split('`')[0]].Any(Chapters.Names.Contains)).Select(type => type.FullName));
    }

    [Fact]
    public void TheLists_NameTheFoldersOfTheLibraries()
    {
        Assert.True(Chapters.Names.Count >= 20);
        var folders = Repository.LibraryFolders.SelectMany(library => Directory.GetDirectories(Repository.Path(library))
            .Select(Path.GetFileName).Except(["bin", "obj"]).Select(folder => $"{library.Split('/')[1]}/{folder}"));
        Assert.Equal(Chapters.Names.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    /// <summary>The mathematics stands alone: of all assemblies of the project it uses none.</summary>
    [Fact]
    public void TheFirstLibrary_KnowsNoRun()
    {
        string[] allowed = ["Microsoft.Extensions.Logging.Abstractions", "TorchSharp"];
        var used = Repository.Libraries[0].GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.Equal(allowed, used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("field")]
    [InlineData("base")]
    [InlineData("argument")]
    [InlineData("call")]
    [InlineData("generic argument")]
    [InlineData("constraint")]
    public void AUseOfALaterChapter_IsFound(string way)
    {
        using var assembly = SmallAssembly.Read(module =>
        {
            var later = module.DefineType("GenerativeVI.Data.Later", TypeAttributes.Public);
            later.DefineDefaultConstructor(MethodAttributes.Public);
            var helper = later.DefineMethod("Help", MethodAttributes.Public | MethodAttributes.Static);
            helper.GetILGenerator().Emit(OpCodes.Ret);
            later.CreateType();

            var earlier = module.DefineType("GenerativeVI.Tensors.Earlier", TypeAttributes.Public, way == "base" ? later : typeof(object));
            if (way == "field") earlier.DefineField("field", later, FieldAttributes.Private);
            if (way == "generic argument") earlier.DefineField("field", typeof(List<>).MakeGenericType(later), FieldAttributes.Private);
            if (way == "constraint") earlier.DefineGenericParameters("T")[0].SetBaseTypeConstraint(later);
            var code = earlier.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static, typeof(void), way == "argument" ? [later] : []).GetILGenerator();
            if (way == "call") code.Emit(OpCodes.Call, helper);
            code.Emit(OpCodes.Ret);
            earlier.CreateType();
        });
        Assert.Equal(["GenerativeVI.Tensors.Earlier uses GenerativeVI.Data.Later of a later chapter"], Chapters.Violations(MetadataUses.Of(assembly), ByNamespace));
    }

    [Fact]
    public void AChapterThatIsNotListed_IsFound()
    {
        using var assembly = SmallAssembly.Read(module => module.DefineType("GenerativeVI.Magic.Wand", TypeAttributes.Public).CreateType());
        Assert.Equal(["GenerativeVI.Magic.Wand is in no chapter of src/README.md"], Chapters.Violations(MetadataUses.Of(assembly), ByNamespace));
    }

    private static string? ByNamespace(string type) => type.Split('.') is ["GenerativeVI", var chapter, _] ? $"GenerativeVI/{chapter}" : null;
}
