using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>The classes of a run's labels: the different ones of its training images, in their order, are 0, 1, …. They
/// are counted and not spanned: ten labels near 10⁸ are ten classes.</summary>
internal static class ClassNumbers
{
    private const int Shown = 12;

    private static bool IsTold(RunSettings settings) => settings.Model.Labels || settings.Classifier is not null;

    /// <summary>Refuses to hold all images of a class out of the training of a model that is told the
    /// classes.</summary>
    /// <exception cref="DataException">The images that are held out have a class of their own.</exception>
    public static void RequireTrained(ImageData images, RunSettings settings)
    {
        if (settings.Selection.Rows is not (> 0 and var held) || !IsTold(settings)
            || images.Train.Labels is not { } labels || held >= labels.Length) return;
        var kept = labels[..^(int)held].ToHashSet();
        if (labels[^(int)held..].FirstOrDefault(label => !kept.Contains(label), -1) is >= 0 and var lost)
            throw new DataException(images.Provenance.Place, "training images of every class",
                $"none of class {lost} but the last {held}, which Selection.Rows holds out",
                "shuffle images that are sorted by class, or hold fewer out");
    }

    /// <summary>Images with labels by the number of their class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="settings">The run's, which say whether its model is told the classes: only then must every image
    /// have one that training images have.</param>
    /// <param name="like">The protocol of a stored run, whose classes these are; null for a new one.</param>
    /// <returns>The images; how many classes there are; and their labels, null where these are 0, 1, …
    /// themselves.</returns>
    /// <exception cref="DataException">The model cannot be told the class of an image.</exception>
    public static (ImageData Images, int Count, IReadOnlyList<long>? Values) Of(ImageData images, RunSettings settings,
        DataProtocol? like)
    {
        var isTold = IsTold(settings);
        var place = images.Provenance.Place;
        if (images.Train.Labels is not { Length: > 0 } labels) return (images, 0, null);
        var values = like is null ? [.. labels.Distinct().Order()] : like.ClassValues
            ?? [.. Enumerable.Range(0, like.Classes).Select(number => (long)number)];
        if (isTold && values.Count > 0 && values[0] < 0)
            throw new DataException(place, "labels from 0", $"{values[0]} among the training images",
                "a negative label often says that the class is not known: leave such images out, or number the classes from 0");
        var numbers = values.Select((value, number) => (value, number))
            .ToDictionary(pair => pair.value, pair => (long)pair.number);
        if (isTold)
        {
            Require(images.Train, "training");
            Require(images.Validation, "validation");
            Require(images.Test, "test");
        }
        if (values.Select((value, number) => value == number).All(isSame => isSame)) return (images, values.Count,
            null);
        var train = Numbered(images.Train)!;
        var test = ReferenceEquals(images.Test, images.Train) ? train : Numbered(images.Test)!;
        return (images with { Train = train, Validation = Numbered(images.Validation), Test = test }, values.Count,
            values);

        void Require(ImageSet? part, string name)
        {
            if (part is null) return;
            if (part.Labels is not { } own) throw new DataException(place,
                $"labels of the {name} images, since the model is told the class", "none",
                "give them a file of labels too");
            var unknown = Array.FindIndex(own, label => !numbers.ContainsKey(label));
            if (unknown < 0) return;
            var known = string.Join(", ", values.Take(Shown)) + (values.Count > Shown ? ", …" : "");
            throw new DataException(
                place, $"{name} images of the classes that training images have ({known})", $"class {own[unknown]}",
                like is null
                    ? "shuffle images that are sorted by class before they are divided, or give a folder with train and test parts" : "leave such images out");
        }

        // A class that no training image has comes after all others.
        ImageSet? Numbered(ImageSet? part) => part?.Labels is not { } own ? part : part with
        {
            Labels = [.. own.Select(label =>
            {
                if (!numbers.TryGetValue(label, out var number)) numbers.Add(label, number = numbers.Count);
                return number;
            })],
        };
    }
}
