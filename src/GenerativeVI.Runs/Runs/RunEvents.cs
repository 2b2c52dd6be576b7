using GenerativeVI.Reporting;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// A run as TensorBoard shows it: every epoch's bound (its guarantee in the tag), rate, distortion, KL weight, learning rate and speed; and every so many
/// epochs draws of the prior and histograms of the
/// weights and their gradients.
/// </summary>
/// <param name="folder">The run; the event file lies in it.</param>
/// <param name="picturesApart">Epochs from one look at pictures and histograms to the next, at least 1; 5 by default. The first and last epochs are always
/// looked at.</param>
/// <remarks>The file is begun with the first epoch that ends. A run that starts anew removes the files of the one before; one that goes on adds a
/// file.</remarks>
public sealed class RunEvents(RunFolder folder, int picturesApart = 5) : IDisposable
{
    private readonly int apart = picturesApart > 0
        ? picturesApart
        : throw new ArgumentOutOfRangeException(nameof(picturesApart), $"picturesApart: expected at least 1, got {picturesApart}.");
    private const string Files = "events.out.tfevents.*";

    private EventWriter? file;

    /// <summary>Whether a run has events already.</summary>
    /// <param name="folder">The run.</param>
    public static bool AreIn(RunFolder folder) => Directory.Exists(folder.Path) && Directory.EnumerateFiles(folder.Path, Files).Any();

    /// <summary>Writes an epoch. Made to be added to <see cref="Experiment.EpochSeen"/>.</summary>
    /// <param name="view">The epoch.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(EpochView view)
    {
        var writer = file ??= Begin(view.Progress.Epoch);
        var (progress, step) = (view.Progress, view.Progress.Step);
        if (progress.Bound is { } bound) writer.Scalar($"train/bound ({progress.Guarantee.ToString().ToLowerInvariant()})", bound, step);
        if (progress.Rate is { } rate) writer.Scalar("train/rate", rate, step);
        writer.Scalar("train/distortion", progress.Distortion, step);
        if (progress.ActiveUnits is { } active) writer.Scalar(view.Model is null ? "active_weights" : "active_units", active, step);
        writer.Scalar("train/kl_weight", view.KlWeight, step);
        writer.Scalar("train/rows_per_second", progress.RowsPerSecond, step);
        if (double.IsFinite(progress.LearningRate)) writer.Scalar("train/learning_rate", progress.LearningRate, step);
        if (progress.Validation is { } validation) writer.Scalar("validation/elbo (lower)", validation, step);
        if ((progress.Epoch - 1) % apart == 0 || progress.Step == progress.Steps) Look(writer, view, step);
        writer.Flush();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    private EventWriter Begin(int epoch)
    {
        foreach (var old in epoch == 1 ? Directory.GetFiles(folder.Path, Files) : []) File.Delete(old);
        return new EventWriter(folder.Path);
    }

    private static void Look(EventWriter writer, EpochView view, long step)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, parameter) in view.Module.named_parameters())
        {
            Count(writer, $"weights/{name}", parameter, step);
            if (parameter.grad is { } gradient) Count(writer, $"gradients/{name}", gradient, step);
        }
        // The same draws at every look, so that the slider shows the model change and not the noise.
        var draws = new RandomStream(view.Seed, view.Module.parameters().First().device).Split("event pictures");
        if (view.Model is { } model && Pictures.DrawSamples(model, draws) is { } samples) writer.Image("samples", samples, step);
    }

    private static void Count(EventWriter writer, string tag, Tensor values, long step)
    {
        if (Histogram.OfFinite(values) is { } histogram) writer.Histogram(tag, histogram, step);
    }
}
