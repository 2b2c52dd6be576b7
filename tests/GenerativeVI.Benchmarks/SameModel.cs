using System.Globalization;
using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using TorchSharp;

namespace GenerativeVI.Benchmarks;

/// <summary>
/// Writes a briefly trained model, a batch and the noise of its draws to a folder, and reports the ELBO of every row: the Python reference, given the same three files,
/// must report the same.
/// </summary>
internal static class SameModel
{
    private const int Rows = 100, Latent = 50;

    public static SameModelResult Run(Settings settings)
    {
        var images = ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false });
        using var data = TensorData.From(images.Train);
        var random = new RandomStream(1);
        using var recipe = Recipes.Vae(new ModelSettings { Latent = Latent, Networks = new() { Hidden = [200, 200], Activation = Activation.Tanh } }, data.Dimension, random.Split("weights"));
        new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, Rows), random, new TrainingPlan { MaximumSteps = settings.Steps }).Run();

        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var batch = data.Slice(0, Rows);
        var bound = new Elbo().Evaluate((ILatentModel)recipe.Module, batch, random.Split("evaluation"));
        // A stream is its counters: the same stream from its start gives the noise of the model's own draw.
        var noise = new RandomStream(1).Split("evaluation").Split("latent").Normal([1, Rows, Latent]).squeeze(0);
        Directory.CreateDirectory(settings.Out);
        Weights.Save(recipe.Module, Path.Combine(settings.Out, "model.safetensors"));
        WriteNpy(Path.Combine(settings.Out, "x.npy"), batch.Value);
        WriteNpy(Path.Combine(settings.Out, "noise.npy"), noise);
        return new SameModelResult([.. bound.PerDatum!.data<float>().ToArray().Select(value => (double)value)]);
    }

    /// <summary>numpy's format 1.0: magic, header length, a Python dictionary padded to 64 bytes, the numbers.</summary>
    private static void WriteNpy(string path, torch.Tensor values)
    {
        var header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.shape[0]}, {values.shape[1]}), }}");
        var length = (10 + header.Length + 64) / 64 * 64 - 10;
        using var stream = File.Create(path);
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        stream.Write(values.contiguous().bytes);
    }
}

/// <summary>The ELBO of every row, in nats.</summary>
internal sealed record SameModelResult(double[] Elbo);
