using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>
/// A run on disk: run.json (settings, protocol, versions, results), metrics.csv (a row an epoch), model.safetensors
/// (the weights) and pictures.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    // The number by which Unix says that a file system cannot be written.
    private const int ReadOnlySystem = 30;

    // What only latent-variable models have.
    private static readonly string[] LatentOnly = ["model", "objective", "gradient", "binarization", "warm_up", "test_samples", "test_rows"];

    // What only compositions of the named parts have.
    private static readonly string[] ComposedOnly = ["model", "objective", "gradient", "classifier"];

    /// <summary>Settings as run.json has them.</summary>
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new UnknownNumberConverter() },
    };

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>
    /// The run's data, where they lie in memory and in no file: whoever trains such a run, and whoever reads it, gives
    /// them. Null for a run of files.
    /// </summary>
    public DataInMemory? Data { get; init; }

    /// <summary>The run folder that a path names: the folder itself or its run.json.</summary>
    /// <param name="path">Either.</param>
    public static RunFolder Of(string path) => new(System.IO.Path.GetFileName(path) == "run.json" ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))! : path);

    /// <summary>The weights.</summary>
    public string Weights => File("model.safetensors");

    /// <summary>The settings and results.</summary>
    public string Record => File("run.json");

    /// <summary>A row an epoch.</summary>
    public string Metrics => File("metrics.csv");

    /// <summary>Draws of the prior, decoded.</summary>
    public string Samples => File("samples.png");

    /// <summary>Test rows above their reconstructions.</summary>
    public string Reconstructions => File("reconstructions.png");

    /// <summary>The last checkpoints and the best.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>
    /// Takes the folder for one process, before any work is done for it: makes it, proves that it can be written, locks
    /// it and clears what a killed process left half-written.
    /// </summary>
    /// <param name="isResumed">Whether the run in it is to be continued.</param>
    /// <returns>The lock, until disposed.</returns>
    /// <exception cref="IOException">The folder cannot be written, holds a run already, or is in use; the sentence says
    /// which.</exception>
    internal RunLock Own(bool isResumed)
    {
        if (!isResumed && System.IO.File.Exists(Record)) throw new IOException($"{Path}: holds a run already; continue it by Experiment.Resume, or choose another folder with RunFolder.Path.");
        RunLock taken;
        try
        {
            Directory.CreateDirectory(Path);
            taken = RunLock.Take(Path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && (!System.IO.File.Exists(File("run.lock")) || e.HResult == ReadOnlySystem)))
        {
            throw new IOException($"{Path}: the run folder cannot be written ({e.Message.TrimEnd('.')}); choose another with RunFolder.Path.", e);
        }
        foreach (var leftover in Directory.EnumerateFiles(Path, ".*.tmp", SearchOption.AllDirectories)) System.IO.File.Delete(leftover);
        return taken;
    }

    /// <summary>Writes run.json, whole or not at all.</summary>
    /// <param name="record">Its content.</param>
    public void WriteRecord(RunRecord record)
    {
        var node = JsonSerializer.SerializeToNode(record, Json)!.AsObject();
        node["settings"] = ToJson(record.Settings);
        AtomicFile.WriteText(Record, node.ToJsonString(Json) + "\n");
    }

    /// <summary>Reads run.json.</summary>
    /// <exception cref="DataException">There is none, or it is damaged, or of another version.</exception>
    public RunRecord ReadRecord()
    {
        if (!System.IO.File.Exists(Record)) throw new DataException($"{Path}: not a run folder: it has no run.json.");
        try
        {
            var text = System.IO.File.ReadAllText(Record);
            RequireFormat(text);
            var record = JsonSerializer.Deserialize<RunRecord>(text, Json) ?? throw new JsonException("it is empty");
            record.Settings.Validate();
            return record;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new DataException(
                $"{Record}: not a whole run record: {JsonFailure.Why(e, typeof(RunRecord))}.", e);
        }
    }

    /// <summary>Looks at the format before anything else: other formats have other members.</summary>
    private void RequireFormat(string text)
    {
        if (JsonNode.Parse(text) is JsonObject record && record["format"] is JsonValue value && value.TryGetValue<int>(out var format) && format != RunRecord.CurrentFormat)
            throw new DataException($"{Record}: format {format} is not one this version reads; it reads format {RunRecord.CurrentFormat}. Train the run anew.");
    }

    /// <summary>Settings in the form of run.json: without those that mean nothing to what is trained.</summary>
    /// <param name="settings">The settings.</param>
    internal static JsonNode ToJson(RunSettings settings)
    {
        var node = JsonSerializer.SerializeToNode(settings, Json)!.AsObject();
        foreach (var name in settings.Classifier is not null ? [.. LatentOnly, "own"] : settings.Own is not null ? ComposedOnly : (string[])["classifier", "own"]) node.Remove(name);
        return node;
    }

    /// <summary>Refuses a run of a method that this program does not know.</summary>
    internal void RequireKnown(RunSettings settings)
    {
        if (OwnMethods.WhyNot(settings) is { } reason) throw new DataException($"{Path}: {reason}.");
    }

    /// <summary>Refuses a run that has no weights yet.</summary>
    internal void RequireWeights()
    {
        if (!System.IO.File.Exists(Weights)) throw new DataException($"{Path}: the run has no weights yet (model.safetensors is missing); train it first.");
    }

    /// <summary>Makes the model of a record and reads the weights into it.</summary>
    /// <param name="record">The record of this folder.</param>
    /// <param name="device">Where the model will live.</param>
    /// <param name="dataDirectory">A folder to look for the run's data in first, where its prior is made of them and
    /// asked for; the run's own when null.</param>
    /// <exception cref="DataException">The weights are missing, damaged or another model's; or the method is one's own
    /// and not registered in this program.</exception>
    public TrainedModel LoadModel(RunRecord record, Device device, string? dataDirectory = null)
    {
        if (record.Settings.Classifier is not null)
            throw new DataException($"{Path}: the run of a classifier, which has no latent space, draws nothing and bounds no log p(x); use gvi prune or gvi report.");
        RequireKnown(record.Settings);
        RequireWeights();
        if (record.Outcome?.Failure is { } failure) throw new DataException($"{Path}: the run has failed: {failure}; train it anew.");
        // The first weights are overwritten, so any seed will do.
        var recipe = Recipes.Compose(record.Settings, record.Data.Description with { Reader = () => RunData.TrainingOf(this, record, device, dataDirectory) }, new RandomStream(0, device));
        try
        {
            Formats.Weights.Load(recipe.Module, Weights);
            RequireFinite(recipe.Module);
        }
        catch
        {
            recipe.Dispose();
            throw;
        }
        return new TrainedModel(recipe, [.. record.Data.Source.Shape]);
    }

    private void RequireFinite(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (!parameter.isfinite().all().item<bool>()) throw new DataException($"{Weights}: the run has failed: {name} is not finite; train it anew.");
        }
    }

    /// <summary>Adds an epoch's row to metrics.csv: nats, with the kind of the bound beside it.</summary>
    /// <param name="row">The epoch.</param>
    /// <param name="klWeight">β at its end.</param>
    /// <param name="counted">The name of the column of what was counted.</param>
    /// <remarks>A method that clamps its log-ratios has one more column: their share, 0 … 1.</remarks>
    public void AppendMetrics(TrainingProgress row, double klWeight, string counted = "active_units")
    {
        const string clampedShare = ",clamped_share";
        if (!System.IO.File.Exists(Metrics))
        {
            var last = row.Clamped is null ? "" : clampedShare;
            System.IO.File.WriteAllText(
                Metrics, $"epoch,step,train_bound,train_bound_kind,train_distortion,train_rate,validation_elbo,{counted},kl_weight,learning_rate,rows_per_second,seconds{last}\n");
        }
        var clamped = System.IO.File.ReadLines(Metrics).First().EndsWith(clampedShare, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $",{row.Clamped:R}") : "";
        System.IO.File.AppendAllText(Metrics, string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Epoch},{row.Step},{row.Bound:R},{row.Guarantee.ToString().ToLowerInvariant()},{row.Distortion:R},{row.Rate:R},{row.Validation:R},{row.ActiveUnits},{klWeight:R},{row.LearningRate:R},{row.RowsPerSecond:F0},{row.Seconds:F2}{clamped}\n"));
    }

    /// <summary>
    /// Drops the rows of epochs that are to be trained again, and whatever a killed process left of a row.
    /// </summary>
    /// <param name="beforeEpoch">The first epoch to go.</param>
    internal void KeepMetrics(long beforeEpoch)
    {
        if (!System.IO.File.Exists(Metrics)) return;
        var lines = System.IO.File.ReadAllText(Metrics).Split('\n');
        // What follows the last line break is no whole row.
        var kept = lines[..^1].Where((line, i) => i == 0 || (long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var epoch) && epoch < beforeEpoch));
        AtomicFile.WriteText(Metrics, string.Concat(kept.Select(line => line + "\n")));
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
