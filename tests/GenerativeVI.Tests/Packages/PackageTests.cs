using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Packages;

/// <summary>The packages, made from a copy of the sources, and used by projects that know nothing but them.</summary>
public sealed partial class PackageTests(PackedSources packed) : IClassFixture<PackedSources>
{
    private const string Library = "GenerativeVI", Runs = "GenerativeVI.Runs", Tool = "GenerativeVI.Cli";

    [Fact]
    public void TheLibrary_DependsOnTorchSharpAndNoBuildOfLibtorch()
    {
        var dependencies = Dependencies(Library);
        // Three are TorchSharp's own, at the versions that this repository pins for all its projects.
        Assert.Equal(
            ["Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions", "SharpZipLib", "SkiaSharp", "TorchSharp"],
            dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("0.107.0", dependencies["TorchSharp"]);
    }

    [Fact]
    public void TheRuns_DependOnTheLibraryAndOnFormats()
    {
        var dependencies = Dependencies(Runs);
        Assert.Equal(
            [
                "GenerativeVI", "Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions", "Sep", "SharpZipLib",
                "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies", "TorchSharp",
            ],
            dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(packed.Version, dependencies["GenerativeVI"]);
    }

    [Theory]
    [InlineData(Library, "T:GenerativeVI.Training.Trainer")]
    [InlineData(Runs, "M:GenerativeVI.Recipes.Vae(")]
    public void ALibrary_BringsItsDocumentation(string id, string member)
    {
        var package = Open(id, ".nupkg");
        var metadata = Metadata(package);
        Assert.Equal(("README.md", "MIT"), (metadata.Element("readme")!.Value, metadata.Element("license")!.Value));
        Assert.NotEmpty(metadata.Element("description")!.Value);
        Assert.Equal(["README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], Files(package));
        Assert.StartsWith("# GenerativeVI", Text(package, "README.md"), StringComparison.Ordinal);
        Assert.Contains(member, Text(package, $"lib/net10.0/{id}.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Library, "Training/Trainer.cs")]
    [InlineData(Runs, "Runs/RunFolder.cs")]
    public void TheSymbols_AreDeterministic(string id, string source)
    {
        using var assembly = new PEReader(new MemoryStream(Bytes(Open(id, ".nupkg"), $"lib/net10.0/{id}.dll")));
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        var symbols = Open(id, ".snupkg");
        Assert.Equal([$"lib/net10.0/{id}.pdb"], Files(symbols));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(symbols, $"lib/net10.0/{id}.pdb")));
        var reader = provider.GetMetadataReader();
        var sources = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToArray();
        Assert.Contains($"/_/src/{id}/{source}", sources);
        // Where it was built is in none of them.
        Assert.All(sources, source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    [Fact]
    public void TheTool_IsOne()
    {
        var package = Open(Tool, ".nupkg");
        var metadata = Metadata(package);
        Assert.Equal("DotnetTool", metadata.Element("packageTypes")!.Elements().Single().Attribute("name")!.Value);
        Assert.Equal(("README.md", "MIT"), (metadata.Element("readme")!.Value, metadata.Element("license")!.Value));
        var settings = XDocument.Parse(Text(package, Files(package).Single(file => Path.GetFileName(file) == "DotnetToolSettings.xml")));
        var command = Assert.Single(settings.Root!.Element("Commands")!.Elements());
        Assert.Equal(("gvi", "gvi.dll"), (command.Attribute("Name")!.Value, command.Attribute("EntryPoint")!.Value));
        Assert.Contains(Files(package), file => file.EndsWith("/TorchSharp.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void TheTool_IsInstalledAndTrains()
    {
        var place = packed.Folder["tool"];
        packed.Dotnet(packed.Folder.Path, "tool", "install", Tool, "--tool-path", place, "--configfile", packed.Configuration);
        var images = packed.Folder.Write("images-idx3-ubyte", Samples.IdxImages(20));
        var words = packed.Run(packed.Folder.Path, Path.Combine(place, "gvi"), "train", "vae", "--data", images,
            "--hidden", "4", "--latent", "2", "--epochs", "2", "--test-samples", "2", "--out", packed.Folder["run"]);
        Assert.Contains("test: ELBO >= -", words, StringComparison.Ordinal);
    }

    [Fact]
    public void AFreshProject_RestoresBuildsAndTrains()
    {
        packed.Folder.Write("fresh/fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{Runs}" Version="{packed.Version}" />
                <PackageReference Include="TorchSharp-cpu" Version="0.107.0" />
              </ItemGroup>
            </Project>
            """);
        packed.Folder.Write("fresh/Program.cs", """
            using GenerativeVI;
            using GenerativeVI.Data;
            using GenerativeVI.Tensors;
            using GenerativeVI.Training;
            var random = new RandomStream(1);
            using var data = new TensorData(random.Uniform([64, 12]));
            using var recipe = Recipes.Vae(new ModelSettings { Latent = 2, Networks = new() { Hidden = [8] } }, data.Dimension, random.Split("weights"));
            using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 16), random, new TrainingPlan { Epochs = 2 });
            Console.WriteLine($"trained to a bound of {trainer.Run()!.Bound:F2} nats in {trainer.Step} steps");
            """);
        packed.Dotnet(packed.Folder["fresh"], "build", "-c", "Release", "-v", "q", "--disable-build-servers");
        var words = packed.Run(packed.Folder["fresh"], "dotnet", "bin/Release/net10.0/fresh.dll");
        Assert.Matches(@"^trained to a bound of -\d+\.\d\d nats in 8 steps", words);
    }

    private Dictionary<string, string> Dependencies(string id)
    {
        var group = Assert.Single(Metadata(Open(id, ".nupkg")).Element("dependencies")!.Elements());
        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        return group.Elements().ToDictionary(dependency => dependency.Attribute("id")!.Value, dependency => dependency.Attribute("version")!.Value);
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(packed.Feed($"{id}.{packed.Version}{extension}"));

    private static XElement Metadata(ZipArchive package)
    {
        var root = XDocument.Parse(Text(package, package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).FullName)).Root!;
        // Without namespaces, which differ between versions of the form.
        foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        return root.Element("metadata")!;
    }

    // What is in it, but for the packaging's own.
    private static string[] Files(ZipArchive package) =>
        [.. package.Entries.Select(entry => entry.FullName).Where(name => !Wrapping().IsMatch(name)).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^_rels/|^package/|\.nuspec$|^\[Content_Types\]\.xml$")]
    private static partial Regex Wrapping();

    private static string Text(ZipArchive package, string name) => System.Text.Encoding.UTF8.GetString(Bytes(package, name)).TrimStart('\uFEFF');

    private static byte[] Bytes(ZipArchive package, string name)
    {
        using var stream = package.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
