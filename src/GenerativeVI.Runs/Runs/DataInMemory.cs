using System.Security.Cryptography;
using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// Data of a run in memory instead of files (<see cref="RunFolder.Data"/>). The run's record keeps their shape
/// and checksum, so that a run is continued and judged with the same rows.
/// </summary>
/// <param name="Train">Rows to fit; borrowed.</param>
/// <param name="Test">Rows to report on, of the same shape; borrowed.</param>
/// <param name="Validation">Rows to choose by; borrowed. When null, <see cref="SelectionSettings.Rows"/> are held out
/// of the training rows, none where that is null too.</param>
/// <param name="Name">What records and reports call them.</param>
public sealed record DataInMemory(
    TensorData Train, TensorData Test, TensorData? Validation = null, string Name = "data in memory")
{
    /// <summary>Where they lie, as records say it.</summary>
    internal const string Place = "memory";

    /// <summary>Whether a record is of such data.</summary>
    internal static bool IsOf(DataProtocol? protocol) => protocol?.Source.Place == Place;

    /// <summary>What a record says of them.</summary>
    /// <exception cref="ArgumentException">The rows of the parts differ in shape, or some have labels and others
    /// none.</exception>
    internal Provenance Provenance()
    {
        Check();
        return new Provenance(
            Name, Place, "as the program gave them", Train.EventShape, Train.Count, Validation?.Count ?? 0, Test.Count,
            [.. Parts().Select(part => Checksum(part.Data, part.Name))]);
    }

    /// <summary>Their labels in the form that files have them, without any pixels.</summary>
    internal ImageData Labels(Provenance provenance)
    {
        return new ImageData(Set(Train), Validation is null ? null : Set(Validation), Set(Test), provenance);

        static ImageSet Set(TensorData data) => new(
            new ByteImages(new byte[data.Count], [data.Count, 1, 1]), data.Labels?.cpu().data<long>().ToArray());
    }

    private IEnumerable<(TensorData Data, string Name)> Parts() =>
        new (TensorData? Data, string Name)[] { (Train, "training"), (Validation, "validation"), (Test, "test") }
            .Where(part => part.Data is not null).Select(part => (part.Data!, part.Name));

    private void Check()
    {
        foreach (var (data, name) in Parts())
        {
            if (!data.EventShape.AsSpan().SequenceEqual(Train.EventShape))
                throw new ArgumentException(
                    $"{name} rows: expected the shape of the training rows, {Shapes.Text(Train.EventShape)}, got "
                    + $"{Shapes.Text(data.EventShape)}.");
            if ((data.Labels is null) != (Train.Labels is null))
                throw new ArgumentException(
                    $"{name} rows: {(data.Labels is null ? "they have no labels, and the training rows have" : "they have labels, and the training rows have none")}; "
                    + "give labels to all parts or to none.");
            if (data.Count == 0) throw new ArgumentException($"{name} rows: expected at least one, got none.");
        }
    }

    private static SourceFile Checksum(TensorData data, string name)
    {
        using var scope = NewDisposeScope();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        Tensor?[] tensors = [data.Values, data.Labels, data.Context, data.Targets];
        sha.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{string.Join(',', data.EventShape)} {data.Scale:R}")));
        foreach (var (tensor, i) in tensors.Select((tensor, i) => (tensor, i)))
        {
            if (tensor is null) continue;
            sha.AppendData(Encoding.UTF8.GetBytes($" {i} {tensor.dtype} {Shapes.Text(tensor.shape)} "));
            TensorBytes.Visit(tensor.detach().cpu().contiguous(), bytes =>
            {
                sha.AppendData(bytes);
                length += bytes.Length;
            });
        }
        return new SourceFile($"{name} rows", length, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }
}
