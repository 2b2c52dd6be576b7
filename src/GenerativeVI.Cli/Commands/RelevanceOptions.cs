using System.CommandLine;
using GenerativeVI.Models;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of gvi fit rvm that say what the machine is made of and how it is fitted.</summary>
internal sealed class RelevanceOptions
{
    private readonly Option<string> kernel = NamedChoice("--kernel", "The kernel of the basis, or none for weights on the inputs themselves, of which pruning says which matter [default: rbf].",
        new Dictionary<string, string> { ["rbf"] = "rbf", ["polynomial"] = "polynomial", ["linear"] = "linear", ["none"] = "none" });
    private readonly Option<int> degree = Whole("--degree", "N", "The degree of --kernel polynomial [default: 3].");
    private readonly Option<RelevanceAlgorithm> algorithm = Choice<RelevanceAlgorithm>(
        "--algorithm",
        "From which side the basis is found: sequential, from none, as fast as there are few vectors; or pruning, from "
            + "all rows [default: pruning; after a search for the width both, and the greater evidence].");
    private readonly Option<double> width = Real(
        "--width", "R", "The RBF kernel's width in standardized units [default: searched for].");
    private readonly Option<WidthChoice> widthBy = Choice<WidthChoice>(
        "--width-by", "What decides the width in the search: held-out training rows, or the evidence, which prefers "
            + "narrow ones and brings a warning [default: held-out].");
    private readonly Option<KernelScales> scales = Choice<KernelScales>(
        "--scales", "Whether every input has a scale of its own in the RBF kernel: shared, for one width; held-out, as "
            + "far as held-out training rows say that it helps; or evidence, at its maximum [default: shared].");
    private readonly Option<int> candidates = Whole("--candidates", "N", "The most rows that may become vectors.");
    private readonly Option<PosteriorCovariance> covariance = Choice<PosteriorCovariance>(
        "--covariance", "The posterior's covariance [default: full].");
    private readonly Option<LogisticExpectation> expectation = Choice<LogisticExpectation>(
        "--expectation", "How the logistic likelihood is averaged [default: gauss-hermite].");
    private readonly Option<RelevanceUpdate> update = NamedChoice("--update", "How the prior variances of weights are re-estimated [default: mackay].",
        new Dictionary<string, RelevanceUpdate> { ["mackay"] = RelevanceUpdate.MacKay, ["em"] = RelevanceUpdate.Em, ["gradient"] = RelevanceUpdate.Gradient, ["fixed"] = RelevanceUpdate.Fixed });
    private readonly Option<string> priorMean = PriorMeanOption.Make(
        "with one for each input, and one more for the bias, with --kernel none");
    private readonly Option<MulticlassScheme> multiclass = Choice<MulticlassScheme>(
        "--multiclass", "How more than two classes are distinguished [default: one-versus-rest].");
    private readonly Option<int> rowsOfAStep = Whole(
        "--batch", "B", "Rows in a step of the stochastic fit, for very large tables [default: all rows].");

    public RelevanceOptions()
    {
        var usual = new TableSettings();
        candidates.DefaultValueFactory = _ => usual.Candidates;
        covariance.DefaultValueFactory = _ => usual.Covariance;
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> Options =>
    [
        kernel, degree, algorithm, width, widthBy, scales, candidates, covariance, expectation, update, priorMean,
        multiclass, rowsOfAStep,
    ];

    /// <summary>The settings that they make.</summary>
    /// <exception cref="UsageException">An option is out of range or means nothing to another.</exception>
    public TableSettings Settings(ParseResult parsed, TableSettings settings)
    {
        var kind = parsed.GetValue(kernel) ?? "rbf";
        if (Given(parsed, width) && kind != "rbf")
            throw new UsageException($"--width: {Named(kind)} has none; leave it out, or take --kernel rbf.");
        if (Given(parsed, degree) && kind != "polynomial")
            throw new UsageException($"--degree: {Named(kind)} has none; leave it out, or take --kernel polynomial.");
        if (Given(parsed, widthBy) && (kind != "rbf" || Given(parsed, width)))
            throw new UsageException($"--width-by: there is no width to search for with {(kind != "rbf" ? Named(kind) : "--width")}; leave one of them out.");
        if (Given(parsed, scales) && kind != "rbf")
            throw new UsageException($"--scales: {Named(kind)} has none; leave it out, or take --kernel rbf.");
        if (Given(parsed, candidates) && kind == "none")
            throw new UsageException(
                "--candidates: without a kernel no rows become vectors; leave it out, or take a kernel.");
        if (Given(parsed, priorMean) && kind != "none")
            throw new UsageException(
                "--prior-mean: with a kernel the weights belong to rows that are not known before; leave it out, or take "
                    + "--kernel none.");
        settings = PriorMeanOption.With(parsed, priorMean, settings);
        return settings with
        {
            OnColumns = kind == "none",
            Algorithm = Given(parsed, algorithm) ? parsed.GetValue(algorithm) : null,
            Kernel = kind switch { "polynomial" => new PolynomialKernel(Given(parsed, degree) ? AtLeastOne(parsed, degree) : 3), "linear" => new LinearKernel(), _ => null },
            Width = Given(parsed, width) ? Positive(parsed, width) : null,
            WidthBy = parsed.GetValue(widthBy),
            Scales = parsed.GetValue(scales),
            Candidates = AtLeastOne(parsed, candidates),
            Covariance = parsed.GetValue(covariance),
            Expectation = Given(parsed, expectation) ? parsed.GetValue(expectation) : null,
            Update = parsed.GetValue(update),
            Multiclass = Given(parsed, multiclass) ? parsed.GetValue(multiclass) : null,
            BatchSize = Given(parsed, rowsOfAStep) ? AtLeastOne(parsed, rowsOfAStep) : null,
        };
    }

    private static string Named(string kind) => kind == "none" ? "no kernel" : $"the kernel {kind}";
}
