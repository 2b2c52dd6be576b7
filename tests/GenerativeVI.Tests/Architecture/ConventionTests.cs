using System.Reflection;
using System.Text.RegularExpressions;
using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Architecture;

public sealed partial class ConventionTests
{
    private const int LongestFile = 400, MostInterfaceMembers = 3;
    private static readonly Type[] All = [.. Repository.Libraries.SelectMany(library => library.GetTypes()).Where(t => !t.Name.Contains('<', StringComparison.Ordinal))];
    private static readonly Type[] Public = [.. All.Where(t => t.IsVisible)];

    [Fact]
    public void Classes_AreAbstractOrSealed() => Assert.Empty(All.Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false }).Select(t => t.FullName));

    [Fact]
    public void Interfaces_AreSmall() =>
        Assert.Empty(Public.Where(t => t.IsInterface && t.GetMembers().Count(m => m is not MethodBase { IsSpecialName: true }) > MostInterfaceMembers).Select(t => t.Name));

    [Fact]
    public void Fields_AreNotPublic() =>
        Assert.Empty(Public.Where(t => !t.IsEnum).SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)).Where(f => !f.IsLiteral).Select(f => $"{f.DeclaringType!.Name}.{f.Name}"));

    [Fact]
    public void Modules_CacheNoTensors() =>
        Assert.Empty(TensorFields().Where(f => typeof(nn.Module).IsAssignableFrom(f.DeclaringType)).Select(f => $"{f.DeclaringType!.Name}.{f.Name} would be saved as a buffer"));

    [Fact]
    public void WhateverElseHoldsTensors_DisposesThem_OrIsARecordOrADistributionThatBorrowsThem() =>
        Assert.Empty(TensorFields()
            .Where(f => !(typeof(IDisposable).IsAssignableFrom(f.DeclaringType) || typeof(ISampler).IsAssignableFrom(f.DeclaringType) || IsRecord(f.DeclaringType!)) || f.IsStatic)
            .Select(f => $"{f.DeclaringType!.Name}.{f.Name}"));

    /// <summary>A type that cannot do something does not offer it. Streams have no such choice.</summary>
    [Fact]
    public void NoMember_IsLeftUnsupported() =>
        Assert.Empty(Repository.Sources("src").Where(s => Unsupported().IsMatch(s.Value) && !s.Value.Contains(": Stream", StringComparison.Ordinal)).Select(s => s.Key));

    [Fact]
    public void Randomness_ComesFromStreams()
    {
        string[] ambient =
        [
            "rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like", "bernoulli", "bernoulli_", "normal", "normal_", "uniform_", "exponential_", "random_", "multinomial",
            "poisson", "_standard_gamma", "_sample_dirichlet", "binomial", "manual_seed", "dropout", "Dropout", "kaiming_uniform_", "xavier_uniform_", "init",
        ];
        var users = Repository.Uses().Where(u => u.Type.StartsWith("TorchSharp.", StringComparison.Ordinal) && ambient.Contains(u.Member)).Select(u => u.User).Distinct();
        Assert.Equal(["GenerativeVI.Tensors.RandomStream"], users);
    }

    [Fact]
    public void Words_AreThoseOfTheField()
    {
        var names = Public.SelectMany(t => t.GetMembers().Select(m => m.Name).Concat(t.GetMethods().SelectMany(m => m.GetParameters()).Select(p => p.Name!)).Append(t.Name));
        Assert.Empty(names.Where(n => Misleading().IsMatch(n)).Distinct());
    }

    /// <summary>A literal 0 converts to an enumeration: <c>sum(0)</c> is the sum of everything, as type 0, and not the sum over axis 0.</summary>
    [Fact]
    public void NoSum_IsOverALiteralZero() =>
        Assert.Empty(Repository.Sources("src", "tests/GenerativeVI.Tests", "examples").Where(s => SumOverZero().IsMatch(s.Value)).Select(s => s.Key));

    /// <summary>TorchSharp keeps the handles of a sequence and not its tensors: those that a lazy one makes may be collected before they are stacked.</summary>
    [Fact]
    public void NoStack_IsOfALazySequence() =>
        Assert.Empty(Repository.Sources("src", "tests/GenerativeVI.Tests", "examples").Where(s => LazyStack().IsMatch(s.Value)).Select(s => s.Key));

    [Theory]
    [InlineData("var z = stack(rows.Select(row => row.exp()), 0).sum();", true)]
    [InlineData("var z = stack([.. rows.Select(row => row.exp())], 0).sum();", false)]
    [InlineData("var z = stack(rows.Select(row => row.exp()).ToArray(), 0).sum();", false)]
    [InlineData("var exps = rows.Select(row => row.exp());\nvar z = stack(exps, 0).sum();", true)]
    [InlineData("var exps = rows.Select(row => row.exp()).ToArray();\nvar z = stack(exps, 0).sum();", false)]
    [InlineData("var z = stack(exps, 0).sum();", false)]
    public void ALazyStack_IsFound(string line, bool found) => Assert.Equal(found, LazyStack().IsMatch($"class C\n{line}\n"));

    [Fact]
    public void Files_HoldOnePublicTypeOfTheirName()
    {
        var failures = Repository.Sources(Repository.LibraryFolders).Select(source => (source.Key, Types: PublicType().Matches(source.Value).Select(m => m.Groups[1].Value).Distinct().ToArray()))
            .Where(f => f.Types.Length > 1 || (f.Types.Length == 1 && f.Types[0] != Path.GetFileNameWithoutExtension(f.Key).Split('.')[0]));
        Assert.Empty(failures.Select(f => $"{f.Key}: {string.Join(", ", f.Types)}"));
    }

    /// <summary>
    /// A chapter is a namespace; those that users of a named method need stand in the libraries' own, and Data in both libraries is one.
    /// </summary>
    [Fact]
    public void Namespaces_AreChapters()
    {
        string[] apart = ["Data", "Reporting", "Formats"];
        var failures = Repository.Sources(Repository.LibraryFolders).Select(source => (File: source.Key.Split('/'), Space: Namespace().Match(source.Value).Groups[1].Value))
            .Where(s => s.Space != (s.File[1] == "GenerativeVI" || apart.Contains(s.File[2]) ? $"GenerativeVI.{s.File[2]}" : "GenerativeVI"));
        Assert.Empty(failures.Select(s => $"{string.Join('/', s.File)}: {s.Space}"));
    }

    [Fact]
    public void Files_AreShort() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples").Where(s => s.Value.Count(c => c == '\n') > LongestFile).Select(s => $"{s.Key}: {s.Value.Count(c => c == '\n')} lines"));

    private static IEnumerable<FieldInfo> TensorFields() => All
        .SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(f => f.FieldType == typeof(Tensor) || f.FieldType == typeof(Tensor[]));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    [GeneratedRegex("log_?var(?!i)|stddev|^mu$|^sigma$", RegexOptions.IgnoreCase)]
    private static partial Regex Misleading();

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe) )*(?:class|interface|enum|delegate \S+|struct|record struct|record class|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("new Not(Supported|Implemented)Exception")]
    private static partial Regex Unsupported();

    [GeneratedRegex(@"\.(?:sum|prod|nansum)\(0[,)]")]
    private static partial Regex SumOverZero();

    // In its place, or by a name given in the twenty lines above.
    [GeneratedRegex(
        @"^(?!.*(?:ToArray\(|InlineData))(?:.*\W)?[hvd]?stack\([^\[\n]*\.Select\(|^(?!.*(?:ToArray\(|InlineData)).*var (\w+) = (?!\[).*\.Select\(.*;\n(?:.*\n){0,20}?.*\W[hvd]?stack\(\1\b",
        RegexOptions.Multiline)]
    private static partial Regex LazyStack();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
