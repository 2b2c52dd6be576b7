using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <content>A fitted posterior in a file.</content>
public sealed partial class FittedTarget
{
    private const string Key = "fitted_target", Thing = "posterior of a target";

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
        var content = file.Description<Content>(Key, Thing, RunFolder.Json);
        if (content.Version != Version)
            throw new DataException(
                $"{path}: format {content.Version} of a {Thing} is not one this version reads; it reads format {Version}.");
        try
        {
            if (content.Dimension < 1) throw new ArgumentException($"it has {content.Dimension} dimensions");
            content.Settings.Validate(content.Dimension);
            return content;
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{path}: not a whole {Thing}: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}.", e);
        }
    }

    private sealed record Content(int Version, long Dimension, TargetSettings Settings, double? ClampedShare);
}
