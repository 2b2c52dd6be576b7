using System.Globalization;
using System.Security.Cryptography;

namespace GenerativeVI.Data;

/// <summary>Reads the files of one source, keeps their record, and makes image sets of one size and scale from them.</summary>
internal sealed class SourceReader(string place, ImageOptions options)
{
    private readonly List<SourceFile> _files = [];
    private readonly List<string> _remarks = [];
    private readonly PixelScale _scale = new(options.White, options.UsualWhite);
    private readonly ClassLabels _classes = new();
    private string[]? _folders;

    public string Name { get; init; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(place));

    /// <summary>Reads idx, npy or npz numbers.</summary>
    public NumericArray Numbers(string path)
    {
        Record(path);
        return FileKinds.Of(path) switch
        {
            FileKind.Npy => NpyReader.Read(path),
            FileKind.Npz => NpzReader.Read(path, options.Key),
            _ => IdxReader.Read(path),
        };
    }

    /// <summary>Images from a file of any kind, with labels from another file or, in a csv file, from a column of it.</summary>
    public ImageSet Images(string path, string? labels)
    {
        if (FileKinds.Of(path) != FileKind.Csv)
            return Images(Numbers(path), LabelsAt(labels), labels);
        Record(path);
        var table = CsvReader.ReadPixels(path, labels is null ? options.Labels : LabelColumn.None);
        _remarks.AddRange(table.Remarks);
        return Images(table.Pixels, labels is not null ? LabelsAt(labels) : table.Labels is { } cells ? _classes.Of(cells, path, table.Lines) : null, labels ?? path);
    }

    /// <summary>Images of numbers.</summary>
    /// <param name="pixels">The numbers.</param>
    /// <param name="labels">Their classes, or null.</param>
    /// <param name="from">Where the labels are from, for messages.</param>
    public ImageSet Images(NumericArray pixels, long[]? labels, string? from = null)
    {
        if (options.Resize is not null)
            throw new DataException(pixels.Source, "a folder of pictures, which is all that ImageOptions.Resize works on", "numbers", "leave it out, or bring them to another size before");
        var images = _scale.Images(PixelShape.ChannelsFirst(pixels, options.Shape, out var shape), shape);
        if (labels is not null && labels.Length != images.Count)
            throw new DataException(from ?? pixels.Source, $"{images.Count} labels, one for each image of {Path.GetFileName(pixels.Source)}", $"[{labels.Length}]");
        return new ImageSet(options.Gray ? Luminance.Gray(images) : images, labels);
    }

    /// <summary>The classes of a file of labels.</summary>
    public static long[] LabelsOf(NumericArray labels) => labels.Shape.Length == 1
        ? ClassLabels.Of(labels)
        : throw new DataException(labels.Source, "one axis of labels", $"[{string.Join(", ", labels.Shape)}]");

    /// <summary>The pictures of a folder, or of the folders in it, each of which is a class.</summary>
    public ImageSet Folder(string folder)
    {
        var own = ImageFolder.FilesOf(folder);
        var classes = own.Length > 0 ? [] : PictureFolders.Of(folder);
        var files = own.Length > 0 ? own : [.. classes.SelectMany(ImageFolder.FilesOf)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        foreach (string path in files)
        {
            using var file = DataFile.Open(path);
            length += file.RawLength;
            hash.AppendData(file.Take((UInt128)file.Capacity, "the file"));
        }
        _files.Add(new SourceFile(folder, length, Convert.ToHexStringLower(hash.GetCurrentHash())));
        if (options.White is not (null or 255)) throw new DataException(folder, "white 255, as pictures have it", $"white {options.White}", "leave out ImageOptions.White");
        var images = ImageFolder.Read(folder, files, options.Resize, options.Gray);
        return new ImageSet(images, classes.Length == 0 ? null : LabelsOf(folder, classes));
    }

    /// <summary>One file, split.</summary>
    public ImageData Single(string path, string? labels) => Split(Images(path, labels), seed: null);

    /// <summary>Sets the last images aside as a test set, after a shuffle if there is a seed.</summary>
    public ImageData Split(ImageSet all, int? seed)
    {
        int count = checked((int)all.Count), test = Math.Max(1, (int)(count * options.TestShare));
        if (options.Whole)
            return Data(all, null, all, "all images, undivided");
        if (count < 2)
            throw new DataException(place, "at least 2 images, one to fit and one to test", $"{count}");
        int[] order = [.. Enumerable.Range(0, count)];
        if (seed is { } number)
            FixedShuffle.Apply(order, number);
        string shuffle = seed is null ? "in the order of the file" : $"shuffled with seed {seed}";
        return Data(all.Select(order.AsSpan(0, count - test)), null, all.Select(order.AsSpan(count - test)), $"{shuffle}, the last {test} of {count} images are the test set");
    }

    public ImageData Data(ImageSet train, ImageSet? validation, ImageSet test, string split)
    {
        foreach (var other in new[] { validation, test }.OfType<ImageSet>())
        {
            if (!other.Images.Shape.AsSpan(1).SequenceEqual(train.Images.Shape.AsSpan(1)))
                throw new DataException(place, $"images of {Text(train)} in every part", $"{Text(other)}");
        }
        var white = train.Images is ByteImages bytes ? bytes.White : _scale.White ?? 1;
        var levels = train.Images is ByteImages ? "" : ", floats";
        string scale = string.Create(CultureInfo.InvariantCulture, $"white is {white}{levels}");
        var words = _folders ?? _classes.Words;
        var provenance = new Provenance(
            Name, place, $"{split}; {scale}", train.Images.Shape[1..], train.Count, validation?.Count ?? 0, test.Count, _files, white, words);
        return new ImageData(train, validation, test, provenance)
        {
            Remarks = [.. _remarks, .. _scale.Remarks, .. ImageRemarks.Of(train, "training"), .. ReferenceEquals(train, test) ? [] : ImageRemarks.Of(test, "test")],
        };

        static string Text(ImageSet set) => string.Join(" x ", set.Images.Shape[1..]);
    }

    /// <summary>The classes of pictures by their folders, which the first part names for all.</summary>
    private long[] LabelsOf(string folder, string[] classes)
    {
        _folders ??= [.. classes.Select(path => Path.GetFileName(path))];
        var labels = new List<long>();
        foreach (var path in classes)
        {
            var number = Array.IndexOf(_folders, Path.GetFileName(path));
            if (number < 0)
                throw new DataException(path, $"one of the classes of the training images ({string.Join(", ", _folders.Take(12))})", $"'{Path.GetFileName(path)}'", $"take it out of {folder}, or put images of it among the training images");
            labels.AddRange(Enumerable.Repeat((long)number, ImageFolder.FilesOf(path).Length));
        }
        return [.. labels];
    }

    private long[]? LabelsAt(string? path)
    {
        if (path is null) return null;
        if (FileKinds.Of(path) != FileKind.Csv) return LabelsOf(Numbers(path));
        Record(path);
        var (cells, lines) = CsvReader.ReadLabels(path);
        return _classes.Of(cells, path, lines);
    }

    private void Record(string path)
    {
        using var file = DataFile.Open(path);
        _files.Add(new SourceFile(path, file.RawLength, file.RawSha256()));
    }
}
