using System.Reflection;
using GenerativeVI.Distributions;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Distributions;

/// <summary>Constructors take the parameters that everybody writes, and a factory takes their logarithms.</summary>
public sealed class ConstructorTests
{
    private const string Scale = "scale", Rate = "rate", Concentration = "concentration", Degrees = "degrees";

    public static TheoryData<string> Families => new(typeof(Normal).Assembly.GetExportedTypes()
        .Where(type => type.GetMethods().Any(IsFromLogarithms)).Select(type => type.Name));

    [Fact]
    public void NormalOfTwo_HasTheStandardDeviationTwo()
    {
        var normal = new Normal(zeros(1, dtype: ScalarType.Float64), 2);
        Close.AssertAll(tensor(-0.5 * Math.Log(2 * Math.PI) - Math.Log(2)), normal.LogDensity(zeros(1, dtype: ScalarType.Float64)), 1e-14);
        Assert.Equal(ScalarType.Float64, normal.LogDensity(zeros(1, dtype: ScalarType.Float64)).dtype);
    }

    [Fact]
    public void EveryFamilyOfPositiveParameters_HasTheThreeForms() => Assert.Equal(
        ["Beta", "DiscretizedLogistic", "Exponential", "FullNormal", "Gamma", "Laplace", "Logistic", "LowRankNormal", "NegativeBinomial", "Normal", "NormalMixture", "Poisson", "StudentT"],
        Families.Select(row => row.Data).Order(StringComparer.Ordinal));

    /// <summary>The constructor, the checked form where there is one, and the factory of logarithms are one distribution.</summary>
    [Theory, MemberData(nameof(Families))]
    public void Constructor_IsOf_AndTheFactoryOfLogarithms(string name)
    {
        var type = typeof(Normal).Assembly.GetExportedTypes().Single(type => type.Name == name);
        var (factory, constructor) = (type.GetMethods().Single(IsFromLogarithms), type.GetConstructors().Single());
        var value = tensor(name is "Poisson" or "NegativeBinomial" ? new double[,] { { 2, 1 } } : new double[,] { { 0.4, 0.2 } });
        var byConstructor = (IDistribution)constructor.Invoke(Arguments(constructor));
        var byFactory = (IDistribution)factory.Invoke(null, Arguments(factory))!;
        Assert.DoesNotContain(constructor.GetParameters(), parameter => parameter.Name!.StartsWith("log", StringComparison.Ordinal) && parameter.Name != "logits");
        Close.AssertAll(byConstructor.LogDensity(value), byFactory.LogDensity(value), 1e-13);
        if (type.GetMethod("Of", BindingFlags.Public | BindingFlags.Static) is not { } of) return;
        var byOf = (IDistribution)of.Invoke(null, name == nameof(FullNormal) ? [Parameter("mean"), Covariance] : Arguments(of))!;
        Close.AssertAll(byConstructor.LogDensity(value), byOf.LogDensity(value), 1e-13);
    }

    private static bool IsFromLogarithms(MethodInfo method) => method.IsStatic && method.Name.StartsWith("FromLog", StringComparison.Ordinal);

    private static Tensor Factor => tensor(new double[,] { { 1.3, 0 }, { 0.4, 0.7 } });

    private static Tensor Covariance => Factor.mm(Factor.t());

    private static object?[] Arguments(MethodBase method) => [.. method.GetParameters().Select(parameter =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.Name == "factor" && method.DeclaringType == typeof(LowRankNormal) ? tensor(new double[,] { { 0.5 }, { -0.3 } })
        // Of counts, a mean is a rate.
        : method.DeclaringType == typeof(NegativeBinomial) && parameter.Name == "mean" ? Parameter(Rate)
        : method.DeclaringType == typeof(NegativeBinomial) && parameter.Name == "logMean" ? Parameter(Rate).log()
        : parameter.Name is "factor" or "lower" ? Factor
        : parameter.Name == "logDiagonal" ? Factor.diagonal().log()
        : parameter.Name!.StartsWith("log", StringComparison.Ordinal) && parameter.Name != "logits" ? Parameter(parameter.Name[3..].ToLowerInvariant()).log()
        : Parameter(parameter.Name))];

    // A mixture has a row for every component; all else is one row of two.
    private static Tensor Parameter(string name) => name switch
    {
        "logits" => tensor(new[] { 0.3 }),
        "mean" or "location" => tensor(new double[,] { { 0.5, -0.2 } }),
        Scale => tensor(new double[,] { { 2.0, 0.6 } }),
        Rate => tensor(new double[,] { { 1.7, 0.8 } }),
        Degrees => tensor(new double[,] { { 3.5, 4.5 } }),
        _ when name.StartsWith(Concentration, StringComparison.Ordinal) => tensor(new double[,] { { 1.4, 2.2 } }),
        _ => throw new ArgumentException($"{name}: no such parameter is known here."),
    };
}
