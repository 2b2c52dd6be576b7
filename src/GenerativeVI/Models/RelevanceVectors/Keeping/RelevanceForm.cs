using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Fitted relevance vector machines as <see cref="RelevanceParts"/>: the tensors of every machine under its number, and
/// what is no tensor as JSON.
/// </summary>
internal static class RelevanceForm
{
    private const string Thing = "relevance vector machine", Classes = "classes", History = "history";

    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Takes a fit apart. The tensors of the fit are lent, not copied.</summary>
    /// <param name="kind">What it is of, such as "classifier".</param>
    /// <param name="settings">How it was fitted.</param>
    /// <param name="fitted">The fit.</param>
    /// <param name="classes">The labels; none for numbers.</param>
    /// <param name="columns">D, the columns of x.</param>
    public static RelevanceParts Apart(
        string kind, RelevanceSettings settings, FittedMachines fitted, IReadOnlyList<long> classes, long columns)
    {
        var content = new Content(
            kind, Version, columns, fitted.Noise, fitted.Score, [.. fitted.Machines.Select(m => m.Weights.HasBias)],
            KernelText.Of(fitted.Kernel), settings with { Kernel = null }, KernelText.Of(settings.Kernel),
            fitted.Report with { History = [] });
        var tensors = new Dictionary<string, Tensor>
        {
            [Classes] = tensor(classes.ToArray(), dtype: ScalarType.Int64),
            [History] = tensor(fitted.Report.History.ToArray(), dtype: ScalarType.Float64),
        };
        foreach (var (machine, i) in fitted.Machines.Select((machine, i) => (machine, i)))
        {
            var weights = machine.Weights;
            tensors[Name(i, "basis")] = tensor(weights.Basis.ToArray(), dtype: ScalarType.Int64);
            tensors[Name(i, "mean")] = weights.Mean;
            tensors[Name(i, "covariance")] = weights.Covariance;
            tensors[Name(i, "prior_variance")] = weights.PriorVariance;
            if (machine.Vectors is { } vectors) tensors[Name(i, "vectors")] = vectors;
            if (machine.Pruned is { } pruned) tensors[Name(i, "pruned_mean")] = pruned;
        }
        return new RelevanceParts(tensors, JsonSerializer.Serialize(content, Json));
    }

    /// <summary>Puts a fit together again.</summary>
    /// <param name="parts">From <see cref="Apart"/>; copied.</param>
    /// <param name="kind">What it must be of.</param>
    /// <param name="kernel">The kernel, where it is a function of one's own; else null.</param>
    /// <param name="device">Where it will live.</param>
    /// <exception cref="DataException">The parts are damaged, or of something else.</exception>
    /// <exception cref="ArgumentException">A kernel is missing, or one too many.</exception>
    public static (RelevanceSettings Settings, FittedMachines Fitted, long[] Classes, long Columns) Together(
        RelevanceParts parts, string kind, SimilarityKernel? kernel, Device device)
    {
        using var scope = NewDisposeScope();
        var content = Read(parts.Text);
        if (content.Kind != kind)
            throw new DataException($"it holds a relevance vector {content.Kind} and no {kind}; read it as what it is.");
        RequireKernel(content, kernel);
        var reader = new Reader(parts.Tensors, device);
        try
        {
            var found = content.Kernel?.Made(kernel);
            RelevanceMachine[] machines =
                [.. content.Biases.Select((hasBias, i) => reader.Machine(i, hasBias, found, content.Columns))];
            var labels = reader.Integers(Classes);
            var report = content.Report with { History = reader.Numbers(History) };
            if (machines.Length == 0 || labels.Length == 1 || machines.Length != (labels.Length > 2 ? labels.Length : 1)
                || (labels.Length > 0) != (kind == RelevanceClassifier.Kind) || reader.IsLeftOver)
                throw new ArgumentException("its tensors do not go together");
            var settings = content.Settings with { Kernel = content.SettingsKernel?.Made(kernel) };
            settings.Check();
            var fitted = new FittedMachines(machines, report, content.Score, found) { Noise = content.Noise };
            foreach (var machine in machines) machine.DetachFromDisposeScope();
            return (settings, fitted, labels, content.Columns);
        }
        catch (ArgumentException e)
        {
            throw Damaged(e.Message.Split(" (Parameter")[0].TrimEnd('.'));
        }
    }

    private static string Name(int machine, string part) =>
        string.Create(CultureInfo.InvariantCulture, $"machine.{machine}.{part}");

    private static Content Read(string text)
    {
        Content content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(text, Json) ?? throw new JsonException("nothing");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Damaged("its text does not describe one", e);
        }
        return content.Version == Version ? content
            : throw new DataException($"format {content.Version} of a {Thing} is not one this version reads; it reads format {Version}.");
    }

    private static void RequireKernel(Content content, SimilarityKernel? kernel)
    {
        var isOwn = content.Kernel is { IsOwn: true } || content.SettingsKernel is { IsOwn: true };
        if (isOwn && kernel is null)
            throw new ArgumentException("kernel: that of the machine is a function of one's own, which no file can hold; give it again.", nameof(kernel));
        if (!isOwn && kernel is not null && KernelText.Of(kernel) != content.Kernel)
            throw new ArgumentException($"kernel: what was kept holds the kernel {content.Kernel?.Kind ?? "of no kind"} itself; leave yours out.", nameof(kernel));
    }

    private static DataException Damaged(string what, Exception? cause = null) => new($"not a whole {Thing}: {what}.", cause);

    private sealed record Content(
        string Kind, int Version, long Columns, double Noise, double Score, IReadOnlyList<bool> Biases,
        KernelText? Kernel, RelevanceSettings Settings, KernelText? SettingsKernel, RelevanceReport Report);

    // What is read belongs to the scope until all of it is.
    private sealed class Reader(IReadOnlyDictionary<string, Tensor> tensors, Device device)
    {
        private readonly HashSet<string> left = [.. tensors.Keys];

        public bool IsLeftOver => left.Count > 0;

        public RelevanceMachine Machine(int i, bool hasBias, SimilarityKernel? kernel, long columns)
        {
            var basis = Integers(Name(i, "basis"));
            long count = basis.Length + (hasBias ? 1 : 0);
            var weights = new RelevanceWeights(
                basis, hasBias, Tensor(Name(i, "mean"), count), Tensor(Name(i, "covariance"), count, count),
                Tensor(Name(i, "prior_variance"), count));
            if (basis.Any(place => place < 0 || (kernel is null && place >= columns)))
                throw new ArgumentException("its weights belong to columns that are not there");
            var vectors = kernel is null ? null : Tensor(Name(i, "vectors"), basis.Length, columns);
            var pruned = Name(i, "pruned_mean");
            return new RelevanceMachine(
                kernel, vectors, weights, left.Contains(pruned) ? Tensor(pruned, columns, orOneMore: true) : null);
        }

        public long[] Integers(string name) => Read(name, ScalarType.Int64, 1).data<long>().ToArray();

        public double[] Numbers(string name) => Read(name, ScalarType.Float64, 1).data<double>().ToArray();

        private Tensor Tensor(string name, long length, bool orOneMore)
        {
            var found = Read(name, ScalarType.Float64, 1);
            return found.shape[0] == length || (orOneMore && found.shape[0] == length + 1) ? Finite(found, name)
                : throw Odd(name, found);
        }

        private Tensor Tensor(string name, params long[] shape)
        {
            var found = Read(name, ScalarType.Float64, shape.Length);
            return found.shape.SequenceEqual(shape) ? Finite(found, name) : throw Odd(name, found);
        }

        private Tensor Finite(Tensor found, string name) => found.isfinite().all().item<bool>()
            ? found.to(device, copy: true) // the parts may be those of a machine in use
            : throw new ArgumentException($"{name} is not finite");

        private Tensor Read(string name, ScalarType type, int axes)
        {
            if (!left.Remove(name)) throw Damaged($"{name} is missing");
            var found = tensors[name];
            return found.dtype == type && found.dim() == axes ? found : throw Odd(name, found);
        }

        private static ArgumentException Odd(string name, Tensor found) =>
            new($"{name} is {found.dtype} of the shape {Shapes.Text(found.shape)}");
    }
}
