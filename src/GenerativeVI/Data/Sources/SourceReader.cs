using System.Security.Cryptography;

namespace GenerativeVI.Data;

/// <summary>Reads the files of one source, keeps their record, and makes image sets of one size and scale from them.</summary>
internal sealed class SourceReader(string place, ImageOptions options)
{
    private readonly List<SourceFile> _files = [];
    private int? _white = options.White;

    public string Name { get; init; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(place));

    /// <summary>Reads idx or npy numbers.</summary>
    public NumericArray Numbers(string path)
    {
        Record(path);
        return FileKinds.Of(path) == FileKind.Npy ? NpyReader.Read(path) : IdxReader.Read(path);
    }

    /// <summary>Images from a file of any kind, with labels from another file or, in a csv file, from a column with such a name.</summary>
    public ImageSet Images(string path, string? labels)
    {
        if (FileKinds.Of(path) != FileKind.Csv)
            return Images(Numbers(path), LabelsAt(labels));
        Record(path);
        var (pixels, column) = LabelColumn.Split(CsvReader.Read(path));
        return Images(pixels, labels is null ? column : LabelsAt(labels));
    }

    public ImageSet Images(NumericArray pixels, NumericArray? labels)
    {
        var images = PixelScale.Images(PixelShape.ChannelsFirst(pixels, options.Shape, out var shape), shape, _white);

        // The scale of the first images is the scale of the source: a dark test set must not be read as a binary one.
        _white ??= (images as ByteImages)?.White;
        if (labels is not null && (labels.Shape.Length != 1 || labels.Count != images.Count))
            throw new DataException(labels.Source, $"{images.Count} labels, one for each image of {Path.GetFileName(pixels.Source)}", $"[{string.Join(", ", labels.Shape)}]");
        return new ImageSet(images, labels is null ? null : PixelScale.Labels(labels));
    }

    public ImageSet Folder(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        foreach (string path in PngFolder.FilesOf(folder))
        {
            using var file = DataFile.Open(path);
            length += file.RawLength;
            hash.AppendData(file.Take((UInt128)file.Capacity, "the file"));
        }
        _files.Add(new SourceFile(folder, length, Convert.ToHexStringLower(hash.GetCurrentHash())));
        return new ImageSet(PngFolder.Read(folder));
    }

    /// <summary>One file, split.</summary>
    public ImageData Single(string path, string? labels) => Split(Images(path, labels), seed: null);

    /// <summary>Sets the last images aside as a test set, after a shuffle if there is a seed.</summary>
    public ImageData Split(ImageSet all, int? seed)
    {
        int count = checked((int)all.Count), test = Math.Max(1, (int)(count * options.TestShare));
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
        string scale = train.Images is ByteImages { White: var white } ? $"white is {white}" : "floats in [0, 1]";
        var provenance = new Provenance(Name, place, $"{split}; {scale}", train.Images.Shape[1..], train.Count, validation?.Count ?? 0, test.Count, _files);
        return new ImageData(train, validation, test, provenance);

        static string Text(ImageSet set) => string.Join(" x ", set.Images.Shape[1..]);
    }

    private NumericArray? LabelsAt(string? path) => path switch
    {
        null => null,
        _ when FileKinds.Of(path) == FileKind.Csv => Recorded(path, CsvReader.Read).Values is { Shape: [var n, 1] } column
            ? column with { Shape = [n] }
            : throw new DataException(path, "one column of labels", "several"),
        _ => Numbers(path),
    };

    private T Recorded<T>(string path, Func<string, T> read)
    {
        Record(path);
        return read(path);
    }

    private void Record(string path)
    {
        using var file = DataFile.Open(path);
        _files.Add(new SourceFile(path, file.RawLength, file.RawSha256()));
    }
}
