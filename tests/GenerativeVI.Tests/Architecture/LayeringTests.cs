using System.Reflection;
using System.Reflection.Emit;

namespace GenerativeVI.Tests.Architecture;

public sealed class LayeringTests
{
    private static readonly Chapters Chapters = Chapters.Read(Repository.Read("src/README.md"));

    [Fact]
    public void NoChapter_UsesALaterOne()
    {
        using var library = Repository.Library();
        var uses = MetadataUses.Of(library);
        Assert.True(uses.Count > 1000, "the metadata was hardly read");
        Assert.Empty(Chapters.Violations(uses));
    }

    [Fact]
    public void TheList_NamesTheFoldersOfTheLibrary()
    {
        Assert.True(Chapters.Names.Count >= 12);
        var folders = Directory.GetDirectories(Repository.Path("src/GenerativeVI")).Select(Path.GetFileName).Except(["bin", "obj"]);
        // Recipes stand beside the chapters.
        Assert.Empty(folders.Except([.. Chapters.Names, "Recipes"]));
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
        Assert.Equal(["GenerativeVI.Tensors.Earlier uses GenerativeVI.Data.Later of a later chapter"], Chapters.Violations(MetadataUses.Of(assembly)));
    }

    [Fact]
    public void AChapterThatIsNotListed_IsFound()
    {
        using var assembly = SmallAssembly.Read(module => module.DefineType("GenerativeVI.Magic.Wand", TypeAttributes.Public).CreateType());
        Assert.Equal(["GenerativeVI.Magic.Wand is in no chapter of src/README.md"], Chapters.Violations(MetadataUses.Of(assembly)));
    }
}
