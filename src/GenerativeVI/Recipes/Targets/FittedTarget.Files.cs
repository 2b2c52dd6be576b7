using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <content>A fitted posterior in a file.</content>
public sealed partial class FittedTarget
{
    private const string Key = "fitted_target";

    private const int Version = 1;

    /// <summary>Writes the posterior: a safetensors file with the weights, under torch's names, and with the settings as
    /// JSON in its header; whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public void Save(string path)
    {
        var content = JsonSerializer.Serialize(new Content(Version, dimension, Settings, ClampedShare), RunFolder.Json);
        SafeTensors.Save(path, Module.state_dict(), new Dictionary<string, string> { [Key] = content });
    }

    /// <summary>Reads a posterior that <see cref="Save"/> wrote: its draws, from the same stream, are those of the one
    /// that was written, to the last bit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">log p̃, from [..., D] to [...], as it was fitted to: no file can hold a function.</param>
    /// <returns>The posterior; the caller owns it.</returns>
    /// <exception cref="DataException">The file is missing or damaged, or holds something else; the sentence says
    /// which.</exception>
    public static FittedTarget Load(string path, Func<Tensor, Tensor> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Content content;
        using (var file = SafeTensorsFile.Open(path)) content = Read(file, path);
        var random = new RandomStream(content.Settings.Seed).Split("weights");
        var fitted = new FittedTarget(
            TargetParts.Of(target, content.Dimension, content.Settings, random), content.Dimension, content.Settings,
            content.ClampedShare);
        try
        {
            Weights.Load(fitted.Module, path);
        }
        catch
        {
            fitted.Dispose();
            throw;
        }
        fitted.Module.eval();
        return fitted;
    }

    private static Content Read(SafeTensorsFile file, string path)
    {
        if (!file.Metadata.TryGetValue(Key, out var text))
            throw new DataException(
                $"{path}: it holds tensors, but no posterior of a target; give a file that Save has written.");
        try
        {
            var content = JsonSerializer.Deserialize<Content>(text, RunFolder.Json) ?? throw new JsonException("null");
            if (content.Version != Version)
                throw new DataException(
                    $"{path}: format {content.Version} of a fitted target is not one this version reads; it reads "
                    + $"format {Version}.");
            if (content.Dimension < 1) throw new ArgumentException($"it has {content.Dimension} dimensions");
            content.Settings.Validate(content.Dimension);
            return content;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            var why = e is JsonException ? "its header does not describe one" : e.Message.Split(" (Parameter")[0].TrimEnd('.');
            throw new DataException($"{path}: not a whole posterior of a target: {why}.", e);
        }
    }

    private sealed record Content(int Version, long Dimension, TargetSettings Settings, double? ClampedShare);
}
