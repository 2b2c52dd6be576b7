namespace GenerativeVI.Data;

/// <summary>
/// The one door to images: a known set by name, or a person's own files by path. Whatever the source, train, test and labels come out in one form,
/// with a <see cref="Provenance"/> that says what was read and done.
/// </summary>
public static class ImageSource
{
    /// <summary>Loads a known set or the images at a path.</summary>
    /// <param name="nameOrPath">
    /// A name of <see cref="KnownData"/> (in any case, with hyphens or underscores; it wins over a folder of that name, which is then "./mnist"), or a path: an idx, npy or csv file, a folder of such files told
    /// apart by "train", "valid", "test" (or "t10k") and "labels" in their names, a folder of PNG files, or a folder with such folders "train" and "test". Where a path has no test
    /// images, the last <see cref="ImageOptions.TestShare"/> of its images are set aside.
    /// </param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <returns>The images, checked.</returns>
    /// <exception cref="DataException">Neither known nor a path; not here and not to be had; damaged; not images.</exception>
    /// <exception cref="OperationCanceledException">A download was cancelled.</exception>
    /// <remarks>Blocks while it downloads and reads: a second or less for a set that is here.</remarks>
    public static ImageData Load(string nameOrPath, ImageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        options ??= new ImageOptions();
        if (KnownData.Find(nameOrPath) is { } set)
            return KnownSource.Load(set, options);
        if (Directory.Exists(nameOrPath))
            return FolderSource.Load(Path.GetFullPath(nameOrPath), options);
        if (File.Exists(nameOrPath))
            return new SourceReader(Path.GetFullPath(nameOrPath), options).Single(Path.GetFullPath(nameOrPath), labels: null);
        throw new DataException($"'{nameOrPath}': it is neither a known set ({string.Join(", ", KnownData.All.Select(known => known.Name))}) nor an existing file or folder.");
    }

    /// <summary>
    /// Chooses the set for someone who names none: mnist if it is here or comes within a few seconds, else fashion-mnist if that is here, else mnist however long it takes.
    /// </summary>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="patience">How long mnist may take to come; default 5 s. What has come by then is kept for the next attempt.</param>
    /// <returns>A name for <see cref="Load"/>, and why.</returns>
    /// <exception cref="DataException">Neither is here and mnist cannot be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the options' token.</exception>
    public static DefaultChoice ChooseDefault(ImageOptions? options = null, TimeSpan? patience = null)
    {
        options ??= new ImageOptions();
        KnownSet mnist = KnownData.All[0], fashion = KnownData.All[1];
        if (options.Places.Find(mnist) is { IsPresent: true } here)
            return new DefaultChoice(mnist.Name, $"no data named: {here}");

        string obstacle = "downloads are off";
        DataException? cause = null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(5));
        try
        {
            if (options.Download)
                return new DefaultChoice(mnist.Name, $"no data named: {KnownSource.Fetch(mnist, options with { Cancellation = limit.Token })}, just downloaded");
        }
        catch (OperationCanceledException) when (!options.Cancellation.IsCancellationRequested)
        {
            obstacle = "it comes slowly";
        }
        catch (DataException e)
        {
            (obstacle, cause) = ("it cannot be downloaded", e);
        }
        if (options.Places.Find(fashion) is { IsPresent: true, Place: var instead })
            return new DefaultChoice(fashion.Name, $"no data named: mnist is not here and {obstacle}; fashion-mnist is in {instead}");
        if (options.Download && cause is null)
            return new DefaultChoice(mnist.Name, "no data named: mnist comes slowly, but fashion-mnist is not here either");
        throw new DataException($"no data named, and neither mnist nor fashion-mnist is here: {(cause ?? options.Places.Find(mnist).Absence()).Message}", cause);
    }
}
